package com.honeydue.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.honeydue.config.Secret;
import org.junit.jupiter.api.Test;

class CodesTest {

  private static final String JOB = "one job";
  private static final String OTHER_JOB = "another job";

  private final Codes codes = new Codes(new Secret("key"), "");

  @Test
  void openShouldTellWhatSealHid() {
    String sealed = codes.seal(JOB, "012345");
    assertThat(sealed).doesNotContain("012345");
    assertThat(codes.open(JOB, sealed)).isEqualTo("012345");
    assertThat(codes.seal(JOB, "012345")).isNotEqualTo(sealed);
  }

  @Test
  void openShouldRefuseAnotherJobAnotherKeyAndAChangedText() {
    String sealed = codes.seal(JOB, "012345");
    assertThatIllegalArgumentException().isThrownBy(() -> codes.open(OTHER_JOB, sealed));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Codes(new Secret("other"), "").open(JOB, sealed));
    String changed = (sealed.charAt(0) == 'A' ? 'B' : 'A') + sealed.substring(1);
    assertThatIllegalArgumentException().isThrownBy(() -> codes.open(JOB, changed));
    assertThatIllegalArgumentException().isThrownBy(() -> codes.open(JOB, "AAAA"));
  }

  @Test
  void macShouldDependOnEveryPart() {
    var mac = codes.mac(Codes.Purpose.VERIFY_EMAIL, "012345");
    assertThat(mac.length()).isEqualTo(32);
    assertThat(codes.mac(Codes.Purpose.VERIFY_EMAIL, "012345")).isEqualTo(mac);
    assertThat(codes.mac(Codes.Purpose.RESET_PASSWORD, "012345")).isNotEqualTo(mac);
    assertThat(codes.mac(Codes.Purpose.VERIFY_EMAIL, "012346")).isNotEqualTo(mac);
    assertThat(new Codes(new Secret("other"), "").mac(Codes.Purpose.VERIFY_EMAIL, "012345"))
        .isNotEqualTo(mac);
  }

  @Test
  void theKeyShouldComeFromTheFallbackWhenNoneIsSet() {
    var one =
        new Codes(new Secret(""), "postgresql://a:b@c/d").mac(Codes.Purpose.VERIFY_EMAIL, "1");
    var same =
        new Codes(new Secret(""), "postgresql://a:b@c/d").mac(Codes.Purpose.VERIFY_EMAIL, "1");
    var other =
        new Codes(new Secret(""), "postgresql://a:x@c/d").mac(Codes.Purpose.VERIFY_EMAIL, "1");
    assertThat(one).isEqualTo(same).isNotEqualTo(other);
  }

  @Test
  void freshShouldBeSixDigits() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(Codes.fresh()).matches("[0-9]{6}");
    }
  }
}
