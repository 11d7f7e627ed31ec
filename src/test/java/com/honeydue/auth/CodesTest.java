package com.honeydue.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.honeydue.config.Secret;
import org.junit.jupiter.api.Test;

class CodesTest {

  private final Codes codes = new Codes(new Secret("key"), "");

  @Test
  void openShouldTellWhatSealHid() {
    String sealed = codes.seal("a@example.com", "012345");
    assertThat(sealed).doesNotContain("012345");
    assertThat(codes.open("a@example.com", sealed)).isEqualTo("012345");
    assertThat(codes.seal("a@example.com", "012345")).isNotEqualTo(sealed);
  }

  @Test
  void openShouldRefuseAnotherAddressAnotherKeyAndAChangedText() {
    String sealed = codes.seal("a@example.com", "012345");
    assertThatIllegalArgumentException().isThrownBy(() -> codes.open("b@example.com", sealed));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Codes(new Secret("other"), "").open("a@example.com", sealed));
    String changed = (sealed.charAt(0) == 'A' ? 'B' : 'A') + sealed.substring(1);
    assertThatIllegalArgumentException().isThrownBy(() -> codes.open("a@example.com", changed));
    assertThatIllegalArgumentException().isThrownBy(() -> codes.open("a@example.com", "AAAA"));
  }

  @Test
  void macShouldDependOnEveryPart() {
    var mac = codes.mac(Codes.Purpose.VERIFY_EMAIL, "a@example.com", "012345");
    assertThat(mac.length()).isEqualTo(32);
    assertThat(codes.mac(Codes.Purpose.VERIFY_EMAIL, "A@example.com", "012345")).isEqualTo(mac);
    assertThat(codes.mac(Codes.Purpose.VERIFY_EMAIL, "b@example.com", "012345")).isNotEqualTo(mac);
    assertThat(codes.mac(Codes.Purpose.VERIFY_EMAIL, "a@example.com", "012346")).isNotEqualTo(mac);
    assertThat(
            new Codes(new Secret("other"), "")
                .mac(Codes.Purpose.VERIFY_EMAIL, "a@example.com", "012345"))
        .isNotEqualTo(mac);
  }

  @Test
  void theKeyShouldComeFromTheFallbackWhenNoneIsSet() {
    var one =
        new Codes(new Secret(""), "postgresql://a:b@c/d").mac(Codes.Purpose.VERIFY_EMAIL, "a", "1");
    var same =
        new Codes(new Secret(""), "postgresql://a:b@c/d").mac(Codes.Purpose.VERIFY_EMAIL, "a", "1");
    var other =
        new Codes(new Secret(""), "postgresql://a:x@c/d").mac(Codes.Purpose.VERIFY_EMAIL, "a", "1");
    assertThat(one).isEqualTo(same).isNotEqualTo(other);
  }

  @Test
  void freshShouldBeSixDigits() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(Codes.fresh()).matches("[0-9]{6}");
    }
  }
}
