package com.honeydue.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignedTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:05:30Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final String OLD = "the key before it, of these tests";

  private final ActionTokens actions = SignedLinks.actions(SignedLinks.KEY);

  @Test
  void shouldSayWhatTheyAllowUntilTheyEnd() {
    String token = actions.sign(7, 42, DAY, NOW);

    assertThat(token).matches("[A-Za-z0-9_-]{" + ActionTokens.LENGTH + "}");
    assertThat(actions.open(token, NOW)).isEqualTo(new ActionTokens.Allowed(7, 42, DAY));
    var three = Duration.ofDays(3);
    assertThat(actions.open(token, NOW.plus(three).minusSeconds(60))).isNotNull();
    assertThat(actions.open(token, NOW.plus(three))).isNull();
    assertThat(actions.open(actions.sign(7, 42, null, NOW), NOW))
        .isEqualTo(new ActionTokens.Allowed(7, 42, null));
  }

  @Test
  void shouldNotBeTakenWhateverIsChanged() {
    String token = actions.sign(7, 42, DAY, NOW);
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < token.length(); i++) {
      for (int j = 0; j < letters.length(); j++) {
        String other = token.substring(0, i) + letters.charAt(j) + token.substring(i + 1);
        if (!other.equals(token)) {
          assertThat(actions.open(other, NOW)).as(other).isNull();
        }
      }
    }
    assertThat(actions.open("", NOW)).isNull();
    assertThat(actions.open(token + "=", NOW)).isNull();
    assertThat(actions.open(token.substring(1), NOW)).isNull();
    assertThat(actions.open("ü".repeat(ActionTokens.LENGTH), NOW)).isNull();
    assertThat(SignedLinks.actions("another key, of nobody here").open(token, NOW)).isNull();
  }

  @Test
  void shouldStillBeTakenUnderTheKeyBeforeAndOnlyUnderThat() {
    String old = SignedLinks.actions(OLD).sign(7, 42, DAY, NOW);
    var rotated =
        new ActionTokens(
            TestSettings.of(
                    Map.of("NOTIFICATIONS_KEY", SignedLinks.KEY, "NOTIFICATIONS_FORMER_KEY", OLD))
                .notifications(),
            "fallback");

    assertThat(rotated.open(old, NOW)).isNotNull();
    assertThat(actions.open(old, NOW)).isNull();
    assertThat(actions.open(rotated.sign(7, 42, DAY, NOW), NOW)).as("signed anew").isNotNull();
  }

  @Test
  void withoutAKeyTheFallbackShouldDecide() {
    var settings = TestSettings.of(Map.of()).notifications();
    String token = new ActionTokens(settings, "one").sign(7, 42, DAY, NOW);
    assertThat(new ActionTokens(settings, "one").open(token, NOW)).isNotNull();
    assertThat(new ActionTokens(settings, "two").open(token, NOW)).isNull();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void linksThatTurnMailsOffShouldNameWhoseAndWhich(Kind kind) {
    var tokens = SignedLinks.unsubscribing(SignedLinks.KEY);
    var link = tokens.link(7, kind, "de");
    String token = link.getPath().replaceAll(".*/unsubscribe/|/$", "");

    assertThat(link.toString()).startsWith("http://localhost:8000/api/notifications/unsubscribe/");
    assertThat(token).matches("[A-Za-z0-9_-]{" + UnsubscribeTokens.LENGTH + "}");
    assertThat(tokens.open(token)).isEqualTo(new UnsubscribeTokens.Named(7, kind, "de"));
    assertThat(SignedLinks.unsubscribing("another key, of nobody here").open(token)).isNull();
    assertThat(actions.open(token, NOW)).isNull();
  }
}
