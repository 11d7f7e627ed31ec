package com.honeydue.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

  @Test
  void freshShouldMake256BitsThatAreLookedUpByTheirHash() {
    var token = Token.fresh();
    assertThat(Base64.getUrlDecoder().decode(token.text())).hasSize(32);
    assertThat(TokenHash.of(token.text())).isEqualTo(token.hash());
    assertThat(Token.fresh().text()).isNotEqualTo(token.text());
  }

  @Test
  void toStringShouldNotTellTheToken() {
    var token = Token.fresh();
    assertThat(token.toString()).doesNotContain(token.text());
  }

  /** The digest of FIPS 180-2, appendix B.2, whose message happens to look like a token. */
  @Test
  void digestShouldBeSha256() {
    String message = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    var hash = TokenHash.digest(message);
    assertThat(hash.hex())
        .isEqualTo("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    assertThat(hash.bytes().getBytes()).isEqualTo(HexFormat.of().parseHex(hash.hex()));
    assertThat(TokenHash.of(message)).isEqualTo(hash);
  }

  @Test
  void ofShouldTakeTheFormerSystemsKeys() {
    assertThat(TokenHash.of("9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b\n",
        "9944b09199c62bcf9418ad846dd0 4bbdfc6ee4b",
        "ééééééééééééééééééééééééééééééééééééé"
      })
  void ofShouldRefuseWhatCanBeNoToken(String text) {
    assertThat(TokenHash.of(text)).isNull();
  }

  @Test
  void ofShouldRefuseEndlessTokens() {
    assertThat(
            TokenHash.of(
                new String(new byte[100_000], StandardCharsets.US_ASCII).replace('\0', 'a')))
        .isNull();
  }
}
