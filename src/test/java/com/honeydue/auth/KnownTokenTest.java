package com.honeydue.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.honeydue.bus.Caller;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownTokenTest {

  private static final Instant END = Instant.parse("2026-07-29T08:02:45.123Z");
  private static final Caller CALLER = new Caller(3, 912, 1044, true, false);

  @Test
  void decodeShouldReadWhatWasEncoded() {
    var salted = new KnownToken(CALLER, END, "c29tZXNhbHRzb21lc2FsdA");
    assertThat(KnownToken.decode(salted.encoded())).isEqualTo(salted);
    var bare = new KnownToken(CALLER, END, null);
    assertThat(KnownToken.decode(bare.encoded())).isEqualTo(bare);
  }

  /** While pods are replaced, the version before still writes. */
  @Test
  void decodeShouldReadTheFormOfTheVersionBefore() {
    assertThat(KnownToken.decode("3 912 1044 1 0 " + END.toEpochMilli()))
        .isEqualTo(new KnownToken(CALLER, END, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "3 912 1044 1 0", "3 912 1044 1 0 1 - 2", "a b c d e f -"})
  void decodeShouldRefuseAnythingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> KnownToken.decode(text));
  }
}
