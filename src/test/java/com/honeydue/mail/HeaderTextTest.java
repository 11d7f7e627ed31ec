package com.honeydue.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What we write into headers, read by Jakarta Mail. */
class HeaderTextTest {

  private static final String ADDRESS = "alex@example.org";

  private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz    \"\\=?<>,;:@().'_-";

  /** Also halves of characters. */
  private static final String STRANGE = "äß日本👩\u200d\r\n\t\0\u0085\u2028\u202e\ud83d\udc69\u00a0";

  private static final int ROUNDS = 1_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void anyTextShouldComeBackOnOneLine() throws UnsupportedEncodingException {
    for (int round = 0; round < ROUNDS; round++) {
      String text = anything(300);
      String written = HeaderText.text("Subject", text);

      assertThat(read(written)).as("seed %d: %s", seed, written).isEqualTo(UserText.line(text));
      assertWellFormed("Subject", written);
    }
  }

  @Test
  void anyNameShouldComeBackWithItsAddress() throws AddressException {
    for (int round = 0; round < ROUNDS; round++) {
      String name = anything(200);
      String written = HeaderText.mailbox("To", name, ADDRESS);

      var parsed = InternetAddress.parse(MimeUtility.unfold(written), true);
      assertThat(parsed).as("seed %d: %s", seed, written).hasSize(1);
      assertThat(parsed[0].getAddress()).isEqualTo(ADDRESS);
      String shown = UserText.name(name);
      assertThat(parsed[0].getPersonal())
          .as("seed %d: %s", seed, written)
          .isEqualTo(shown.isEmpty() ? null : shown);
      assertWellFormed("To", written);
    }
  }

  @Test
  void noHeaderShouldBeSmuggledIn() {
    for (String end : List.of("\r\n", "\n", "\r", "\u0085", "\u2028", "\u000b", "\0")) {
      String hostile = "Home" + end + "Bcc: evil@example.com" + end + end + "body";

      assertThat(HeaderText.text("Subject", hostile)).isEqualTo("Home Bcc: evil@example.com body");
      assertThat(HeaderText.mailbox("To", hostile, ADDRESS))
          .isEqualTo("\"Home Bcc: evil@example.com body\" <alex@example.org>");
    }
  }

  @Test
  void charactersShouldStayWholeAndLinesShort() throws UnsupportedEncodingException {
    String text = "👩‍👩‍👧‍👦 Straße 日本語 ".repeat(20).strip();

    String written = HeaderText.text("Subject", text);

    assertThat(read(written)).isEqualTo(text);
    for (String word : written.split("\r\n ", -1)) {
      assertThat(MimeUtility.decodeText(word)).doesNotContain("\ufffd");
    }
  }

  @Test
  void whatLooksEncodedShouldBeShownAsItIs() throws UnsupportedEncodingException {
    assertThat(read(HeaderText.text("Subject", "=?UTF-8?Q?evil?="))).isEqualTo("=?UTF-8?Q?evil?=");
  }

  @Test
  void halfACharacterAndTurnedDirectionsShouldNotGetThrough() {
    assertThat(UserText.line("a\ud83d b")).isEqualTo("a\ufffd b");
    assertThat(UserText.line("evil\u202egpj.exe")).isEqualTo("evil gpj.exe");
    assertThat(UserText.name("x".repeat(500))).hasSize(120).endsWith("…");
    assertThat(UserText.name("👩".repeat(121))).isEqualTo("👩".repeat(119) + "…");
  }

  /** Plain letters, or letters and controls of every kind; at most so many. */
  private String anything(int most) {
    String letters = random.nextBoolean() ? PLAIN : PLAIN + STRANGE;
    return random
        .ints(random.nextInt(most + 1), 0, letters.length())
        .map(letters::charAt)
        .collect(StringBuilder::new, (made, c) -> made.append((char) c), StringBuilder::append)
        .toString();
  }

  private static String read(String written) throws UnsupportedEncodingException {
    return MimeUtility.decodeText(MimeUtility.unfold(written));
  }

  private static void assertWellFormed(String header, String written) {
    assertThat(written).matches("(?s)[\\x20-\\x7e]*(\r\n [\\x21-\\x7e][\\x20-\\x7e]*)*");
    assertThat(Arrays.stream((header + ": " + written).split("\r\n", -1)))
        .allSatisfy(
            line -> assertThat(line.length()).isLessThanOrEqualTo(line.contains("=?") ? 76 : 250));
  }
}
