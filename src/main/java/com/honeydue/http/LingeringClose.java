package com.honeydue.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that its client can read the last answer (RFC 9112, 9.6): the output is
 * ended, then what the client still sends is read and thrown away until it closes, or has sent too
 * much or for too long. A socket closed with something unread is reset instead, and a reset throws
 * away what the client has not read yet.
 *
 * <p>First in the pipeline of a connection on which a request was refused before all of it was
 * read; other connections do not pass it. Lives on the event loop of its connection.
 */
final class LingeringClose extends ChannelDuplexHandler {

  /** How much is thrown away before the connection is closed under the client. */
  static final long MOST_BYTES = 64L * 1024 * 1024;

  private static final long MOST_SECONDS = 10;

  private boolean lingering;
  private long discarded;

  private LingeringClose() {}

  /**
   * From now on the connection of {@code request}, whoever closes it, is closed so. HTTP/2 needs
   * none of this: there a stream ends, and the connection goes on.
   */
  static void on(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2
        // The one way to the channel of a connection that Vert.x has.
        && request.connection() instanceof HttpServerConnection connection) {
      ChannelPipeline pipeline = connection.channelHandlerContext().pipeline();
      if (pipeline.get(LingeringClose.class) == null) {
        pipeline.addFirst(new LingeringClose());
      }
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    Channel channel = context.channel();
    if (!(channel instanceof DuplexChannel socket) || !channel.isActive()) {
      var unused = context.close(promise);
      return;
    }
    channel.closeFuture().addListener(closed -> promise.trySuccess());
    if (lingering) {
      return; // Vert.x and we may both close after an answer.
    }
    lingering = true;
    var timer = context.executor().schedule(() -> end(context), MOST_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> timer.cancel(false));
    channel.config().setAutoRead(true);
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (written.isSuccess()) {
                var unused = socket.shutdownOutput();
              } else {
                end(context);
              }
            });
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!lingering) {
      context.fireChannelRead(message);
      return;
    }
    discarded += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    ReferenceCountUtil.release(message);
    if (discarded > MOST_BYTES) {
      end(context);
    }
  }

  private static void end(ChannelHandlerContext context) {
    var unused = context.close();
  }
}
