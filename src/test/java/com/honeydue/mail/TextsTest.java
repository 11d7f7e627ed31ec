package com.honeydue.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.bus.Money;
import com.honeydue.mail.model.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words, and who gets them in which language. */
class TextsTest {

  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

  @Test
  void everyLanguageShouldSayTheSame() {
    for (String language : Texts.LANGUAGES) {
      assertThat(Texts.keys(language)).as(language).isEqualTo(Texts.keys("en"));
      for (String key : Texts.keys("en")) {
        String pattern = Texts.pattern(language, key);
        assertThat(arguments(pattern))
            .as("%s %s", language, key)
            .isEqualTo(arguments(Texts.pattern("en", key)));
        assertThat(pattern).as("%s %s", language, key).isNotBlank().doesNotContain("'");
      }
    }
  }

  @Test
  void everyTextShouldBeUsed() throws IOException {
    String templates;
    try (var files = Files.walk(Path.of("src", "main", "resources", "mail"))) {
      templates =
          files
              .filter(file -> file.toString().endsWith(".jte"))
              .map(TextsTest::text)
              .collect(Collectors.joining());
    }
    templates +=
        text(Path.of("src", "main", "java", "com", "honeydue", "mail", "MailContext.java"));
    for (String key : Texts.keys("en")) {
      boolean used = templates.contains('"' + key + '"');
      // Chosen by an outcome, or by an enum.
      String family = key.substring(0, key.indexOf('.') < 0 ? key.length() : key.indexOf('.'));
      boolean chosen =
          Set.of("role", "format", "join_decided", "subscription_changed").contains(family);
      assertThat(used || chosen).as(key).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en, en, 'Tue, Nov 24, 2026', $1.50",
    "en-GB, en, 'Tue, 24 Nov 2026', US$1.50",
    "de, de, 'Di., 24. Nov. 2026', '1,50 $'",
    "de-AT, de, 'Di., 24. Nov. 2026', '$ 1,50'",
    "de_CH, de, 'Di., 24. Nov. 2026', $ 1.50",
    "es-MX, es, 'mar, 24 de nov de 2026', USD1.50",
    "fr, en, 'Tue, Nov 24, 2026', $1.50",
    "fr-FR, en, 'Tue, 24 Nov 2026', '1,50 US$'",
    "'', en, 'Tue, Nov 24, 2026', $1.50",
    "'no tag at all!', en, 'Tue, Nov 24, 2026', $1.50",
  })
  void readersShouldGetTheirLanguageAndTheirRegionsForms(
      String tag, String language, String day, String money) {
    var texts = Texts.of(tag);

    assertThat(texts.language()).isEqualTo(language);
    assertThat(texts.day(LocalDate.of(2026, 11, 24))).isEqualTo(day);
    assertThat(texts.money(new Money(150, "USD")).replace('\u00a0', ' ')).isEqualTo(money);
  }

  @Test
  void moneyShouldHaveTheDigitsOfItsCurrency() {
    assertThat(Texts.of("en").money(new Money(1_500, "JPY"))).isEqualTo("¥1,500");
    assertThat(Texts.of("en").money(new Money(1_500, "KWD")).replace('\u00a0', ' '))
        .isEqualTo("KWD1.500");
  }

  @Test
  void momentsShouldBeTheReadersOwn() {
    assertThat(Texts.of("en").moment(SampleLetters.AT, ZoneId.of("America/New_York")))
        .isEqualTo("Nov 24, 2026, 4:05\u00a0AM EST");
    assertThat(Texts.of("de").moment(SampleLetters.AT, ZoneId.of("Europe/Berlin")))
        .isEqualTo("24.11.2026, 10:05 MEZ");
  }

  @Test
  void whatPeopleTypedShouldBeNoPattern() {
    assertThat(Texts.of("en").say("task_overdue.subject", "{0} 'it''s' {1,choice}\r\nBcc: x"))
        .isEqualTo("“{0} 'it''s' {1,choice} Bcc: x” is overdue");
    assertThat(Texts.of("de").say("share_invite.intro", "{1}", "{2}", Role.MEMBER))
        .isEqualTo(
            "{1} möchte sich gemeinsam mit dir um „{2}“ kümmern (deine Rolle: Mitglied). Tritt über"
                + " die Schaltfläche bei oder gib diesen Code in der App ein:");
  }

  @Test
  void aTextThatIsNotThereShouldNotBePassedOver() {
    assertThatThrownBy(() -> Texts.of("en").say("nothing"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void linesShouldEndBeforeColumn78() {
    String url = "https://example.com/" + "x".repeat(100);
    assertThat(PlainText.wrap("a".repeat(77))).hasLineCount(1);
    assertThat(PlainText.wrap("word ".repeat(30)).lines()).allMatch(line -> line.length() <= 77);
    assertThat(PlainText.wrap("- " + "word ".repeat(30)).lines().skip(1))
        .allMatch(line -> line.startsWith("  word"));
    assertThat(PlainText.wrap(url)).isEqualTo(url);
    assertThat(PlainText.wrap("see " + url + " there")).isEqualTo("see\n" + url + "\nthere");
  }

  private static Set<String> arguments(String pattern) {
    return ARGUMENT
        .matcher(pattern)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
