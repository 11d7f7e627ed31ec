package com.honeydue.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {

  @Test
  void thereShouldBeTensOfThousands() {
    assertThat(CommonPasswords.size()).isEqualTo(30_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "Password1", "TRUSTNO1", "1qaz2wsx", "123456789"})
  void whatIsTriedFirstShouldBeRefused(String password) {
    var refused =
        catchThrowableOfType(Failure.class, () -> CommonPasswords.refuse("/password", password));
    assertThat(refused.code()).isEqualTo("common_password");
    assertThat(refused.errors()).extracting(FieldError::pointer).containsExactly("/password");
  }

  @Test
  void anythingElseShouldBeTakenAsItIs() {
    assertThat(CommonPasswords.refuse("/password", "Correct horse battery"))
        .isEqualTo("Correct horse battery");
  }
}
