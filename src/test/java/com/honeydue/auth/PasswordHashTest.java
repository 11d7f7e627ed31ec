package com.honeydue.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

  /** The password and the hash that Argon2's reference program is tested with. */
  private static final String REFERENCE =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  /**
   * Django's documented form; the first two are published vectors, the third has a changed
   * iteration count.
   */
  @ParameterizedTest
  @CsvSource({
    "lètmein, pbkdf2_sha256$1000000$seasalt$r1uLUxoxpP2Ued/qxvmje7UH9PUJBkRrvf9gGPL7Cps=, true",
    "hello, pbkdf2_sha256$180000$btQDcwXF2RoK6Q$D4cC7bgbaIZGHsTdw9TYhRfuLfLGbsZlI4Rp802e7kU=, true",
    "hello, pbkdf2_sha256$180001$btQDcwXF2RoK6Q$D4cC7bgbaIZGHsTdw9TYhRfuLfLGbsZlI4Rp802e7kU=,"
        + " false",
    "Hello, pbkdf2_sha256$180000$btQDcwXF2RoK6Q$D4cC7bgbaIZGHsTdw9TYhRfuLfLGbsZlI4Rp802e7kU=, false"
  })
  void matchesShouldReadDjangosForm(String password, String stored, boolean expected) {
    var hash = PasswordHash.parse(stored);
    assertThat(hash.algorithm()).isEqualTo("pbkdf2_sha256");
    assertThat(hash.needsRehash()).isTrue();
    assertThat(hash.matches(password)).isEqualTo(expected);
  }

  /** Vectors of crypt_blowfish; for ASCII the three prefixes mean the same computation. */
  @ParameterizedTest
  @CsvSource({
    "U*U, $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, true",
    "U*U, $2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, true",
    "U*U, $2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, true",
    "U*U*, $2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK, true",
    "U*U*U, $2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK, false",
    "'', $2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s., true"
  })
  void matchesShouldReadBcrypt(String password, String stored, boolean expected) {
    var hash = PasswordHash.parse(stored);
    assertThat(hash.algorithm()).isEqualTo("bcrypt");
    assertThat(hash.needsRehash()).isTrue();
    assertThat(hash.matches(password)).isEqualTo(expected);
  }

  @Test
  void matchesShouldAgreeWithArgon2sReferenceProgram() {
    var hash = PasswordHash.parse(REFERENCE);
    assertThat(hash.matches("password")).isTrue();
    assertThat(hash.matches("Password")).isFalse();
    assertThat(hash.toString()).isEqualTo(REFERENCE);
  }

  @Test
  void matchesShouldAgreeWithArgon2sReferenceProgramOnSeveralLanes() {
    var hash =
        PasswordHash.parse(
            "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc");
    assertThat(hash.matches("password")).isTrue();
  }

  @Test
  void needsRehashShouldBeTrueWhenTheParametersAreNotTodays() {
    assertThat(PasswordHash.parse(REFERENCE).needsRehash()).isTrue();
    assertThat(PasswordHash.parse(PasswordHash.of("correct horse")).needsRehash()).isFalse();
  }

  @Test
  void ofShouldMakeAHashThatOnlyItsPasswordMatches() {
    String stored = PasswordHash.of("pässwörd 🔑");
    assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("pässwörd");
    assertThat(PasswordHash.of("pässwörd 🔑")).isNotEqualTo(stored);
    var hash = PasswordHash.parse(stored);
    assertThat(hash.matches("pässwörd 🔑")).isTrue();
    assertThat(hash.matches("pässwörd")).isFalse();
    assertThat(hash.matches("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!",
        "!Qk3ZxunusablePasswordOfDjango",
        "md5$salt$5f4dcc3b5aa765d61d8327deb882cf99",
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ",
        "$argon2id$v=19$m=999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=19456,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=19456,t=2,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "pbkdf2_sha256$0$salt$D4cC7bgbaIZGHsTdw9TYhRfuLfLGbsZlI4Rp802e7kU=",
        "pbkdf2_sha256$9999999$salt$D4cC7bgbaIZGHsTdw9TYhRfuLfLGbsZlI4Rp802e7kU="
      })
  void parseShouldMatchNoPasswordWhenTheFormIsUnknownOrDamaged(String stored) {
    var hash = PasswordHash.parse(stored);
    assertThat(hash).isSameAs(NoPassword.INSTANCE);
    assertThat(hash.matches("")).isFalse();
    assertThat(hash.matches(stored)).isFalse();
  }

  @Test
  void anUnknownAccountShouldRunTheAlgorithmOfAKnownOne() {
    assertThat(PasswordHash.parse(null).algorithm())
        .isEqualTo(PasswordHash.parse(PasswordHash.of("x")).algorithm());
  }
}
