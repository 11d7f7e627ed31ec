package com.honeydue.storage;

import io.vertx.core.internal.ContextInternal;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Turns what the SDK reads into a {@link Download}. The SDK's own way to a publisher says nothing
 * to whoever subscribes after the connection broke. Called by threads of the SDK, one at a time.
 */
final class S3Download implements AsyncResponseTransformer<GetObjectResponse, Download> {

  private final ContextInternal context;
  private CompletableFuture<Download> answer = new CompletableFuture<>();
  private long length;
  private long total;
  private @Nullable PulledStream stream;

  /**
   * @param context where the content will be read
   */
  S3Download(ContextInternal context) {
    this.context = context;
  }

  @Override
  public CompletableFuture<Download> prepare() {
    answer = new CompletableFuture<>();
    stream = null;
    return answer;
  }

  @Override
  public void onResponse(GetObjectResponse response) {
    length = response.contentLength();
    String range = response.contentRange();
    total = range == null ? length : Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
  }

  @Override
  public void onStream(SdkPublisher<ByteBuffer> publisher) {
    var made = new PulledStream(context, length);
    stream = made;
    made.subscribe(publisher);
    answer.complete(new Download(made, length, total, made::cancel));
  }

  @Override
  public void exceptionOccurred(Throwable error) {
    if (stream != null) {
      stream.fail(error);
    }
    answer.completeExceptionally(error);
  }
}
