package com.honeydue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireDecodersTest {

  private final List<WireMessage> messages = new ArrayList<>();
  private final FrontendDecoder frontend = new FrontendDecoder(messages::add);

  @Test
  void bindShouldCarryTheTextItsStatementWasParsedFrom() {
    frontend.feed(startup());
    frontend.feed(
        typed('P', text("S1").appendBuffer(text("select $1::int")).appendShort((short) 0)));
    frontend.feed(typed('B', text("").appendBuffer(text("S1")).appendShort((short) 0)));

    assertThat(messages)
        .containsExactly(
            new WireMessage("Startup", null, null),
            new WireMessage("P", "S1", "select $1::int"),
            new WireMessage("B", "S1", "select $1::int"));
  }

  @Test
  void messagesShouldBeFoundHoweverTheBytesAreCut() {
    Buffer all =
        startup()
            .appendBuffer(typed('Q', text("select 'ä'")))
            .appendBuffer(typed('D', Buffer.buffer("S").appendBuffer(text("S2"))))
            .appendBuffer(typed('S', Buffer.buffer()));
    for (int i = 0; i < all.length(); i++) {
      frontend.feed(all.getBuffer(i, i + 1));
    }

    assertThat(messages).extracting(WireMessage::kind).containsExactly("Startup", "Q", "D", "S");
    assertThat(messages.get(1).sql()).isEqualTo("select 'ä'");
    assertThat(messages.get(2).name()).isEqualTo("S2");
  }

  @Test
  void anUnencryptedConnectionShouldStayReadableAfterAskingForEncryption() {
    var backend = new BackendDecoder();
    frontend.feed(Buffer.buffer().appendInt(8).appendInt(80877103));

    assertThat(backend.encrypts(Buffer.buffer("N"))).isFalse();
    frontend.feed(startup());

    assertThat(messages).extracting(WireMessage::kind).containsExactly("SSLRequest", "Startup");
  }

  @Test
  void readyForQueryShouldBeCountedHoweverTheBytesAreCut() {
    Buffer answer =
        typed('D', Buffer.buffer("ZZZZZZ"))
            .appendBuffer(typed('Z', Buffer.buffer("I")))
            .appendBuffer(typed('C', text("SELECT 1")))
            .appendBuffer(typed('Z', Buffer.buffer("T")));
    for (int cut = 0; cut <= answer.length(); cut++) {
      var backend = new BackendDecoder();
      int ready =
          backend.ready(answer.getBuffer(0, cut), 0)
              + backend.ready(answer.getBuffer(cut, answer.length()), 0);
      assertThat(ready).as("cut at %d", cut).isEqualTo(2);
    }
  }

  @Test
  void nothingShouldBeReadOnceEncryptionIsAgreed() {
    var backend = new BackendDecoder();
    frontend.feed(Buffer.buffer().appendInt(8).appendInt(80877103));

    assertThat(backend.encrypts(Buffer.buffer("S"))).isTrue();
    frontend.becomeOpaque();
    frontend.feed(startup());

    assertThat(messages).extracting(WireMessage::kind).containsExactly("SSLRequest");
    assertThat(backend.ready(typed('Z', Buffer.buffer("I")), 0)).isZero();
  }

  private static Buffer startup() {
    return Buffer.buffer().appendInt(9).appendInt(196608).appendByte((byte) 0);
  }

  private static Buffer typed(char type, Buffer body) {
    return Buffer.buffer().appendByte((byte) type).appendInt(4 + body.length()).appendBuffer(body);
  }

  private static Buffer text(String text) {
    return Buffer.buffer(text).appendByte((byte) 0);
  }
}
