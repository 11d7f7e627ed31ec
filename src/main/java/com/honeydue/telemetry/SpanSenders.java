package com.honeydue.telemetry;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Hands the exporter the senders on the class path, with {@link QuickGzip} in place of its own
 * compression, whose level can not be set. Stateless.
 */
final class SpanSenders implements ComponentLoader {

  private final ComponentLoader found =
      ComponentLoader.forClassLoader(SpanSenders.class.getClassLoader());

  @Override
  public <T> Iterable<T> load(Class<T> type) {
    if (type != HttpSenderProvider.class) {
      return found.load(type);
    }
    return StreamSupport.stream(found.load(HttpSenderProvider.class).spliterator(), false)
        .<HttpSenderProvider>map(sender -> config -> sender.createSender(new Quick(config)))
        .map(type::cast)
        .toList();
  }

  private record Quick(HttpSenderConfig given) implements HttpSenderConfig {

    @Override
    public Compressor getCompressor() {
      return new QuickGzip();
    }

    @Override
    public URI getEndpoint() {
      return given.getEndpoint();
    }

    @Override
    public String getContentType() {
      return given.getContentType();
    }

    @Override
    public Duration getTimeout() {
      return given.getTimeout();
    }

    @Override
    public Duration getConnectTimeout() {
      return given.getConnectTimeout();
    }

    @Override
    public Supplier<Map<String, List<String>>> getHeadersSupplier() {
      return given.getHeadersSupplier();
    }

    @Override
    public @Nullable ProxyOptions getProxyOptions() {
      return given.getProxyOptions();
    }

    @Override
    public @Nullable RetryPolicy getRetryPolicy() {
      return given.getRetryPolicy();
    }

    @Override
    public @Nullable SSLContext getSslContext() {
      return given.getSslContext();
    }

    @Override
    public @Nullable X509TrustManager getTrustManager() {
      return given.getTrustManager();
    }

    @Override
    public @Nullable ExecutorService getExecutorService() {
      return given.getExecutorService();
    }

    @Override
    public long getMaxResponseBodySize() {
      return given.getMaxResponseBodySize();
    }
  }
}
