package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Preconditions;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

  @Test
  void parseShouldReadLists() {
    assertThat(EntityTags.parse("\"3\"")).containsExactly("3");
    assertThat(EntityTags.parse(" W/\"3\" , \"4\",,\"a,b\" ")).containsExactly("3", "4", "a,b");
    assertThat(EntityTags.parse("\"\"")).containsExactly("");
    assertThat(EntityTags.parse(" * ")).containsExactly("*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "\"3",
        "3\"",
        "w/\"3\"",
        "\"3\" \"4\"",
        "\"3\", x",
        "W/",
        "W/3",
        "*, \"3\""
      })
  void parseShouldRefuseWhatIsNoList(String header) {
    assertThat(EntityTags.parse(header)).isNull();
  }

  @Test
  void readersShouldNotBeBoundByIfMatch() {
    var headers = MultiMap.caseInsensitiveMultiMap().add("If-Match", "nonsense");

    assertThat(EntityTags.of(headers, false)).isEqualTo(Preconditions.NONE);
    assertThatThrownBy(() -> EntityTags.of(headers, true)).isInstanceOf(Failure.class);
  }

  @Test
  void aConditionThatCanNotBeReadShouldNotHoldBackAnAnswer() {
    var headers = MultiMap.caseInsensitiveMultiMap().add("If-None-Match", "nonsense");

    assertThat(EntityTags.of(headers, false).holds("3")).isFalse();
  }
}
