package com.honeydue.storage;

import com.honeydue.config.S3Settings;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** How the SDK is set up. Nothing is read from the machine's own configuration of AWS. */
final class S3Client {

  private static final int THREADS = 1;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration KEPT_IDLE = Duration.ofSeconds(30);

  private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

  private S3Client() {}

  static S3AsyncClient client(S3Settings settings, EventLoopGroup loops) {
    return S3AsyncClient.builder()
        .httpClientBuilder(http(settings, loops))
        .endpointOverride(URI.create(settings.endpoint()))
        .region(Region.of(settings.region()))
        .credentialsProvider(credentials(settings))
        .serviceConfiguration(configuration(settings))
        // Stores that are not Amazon's refuse the checksums that the SDK has sent by default of
        // late.
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(overrides(settings))
        // What completes is handed to the caller's event loop at once: no pool in between.
        .asyncConfiguration(
            async ->
                async.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .build();
  }

  static S3Presigner presigner(S3Settings settings) {
    return S3Presigner.builder()
        .endpointOverride(URI.create(settings.endpoint()))
        .region(Region.of(settings.region()))
        .credentialsProvider(credentials(settings))
        .serviceConfiguration(configuration(settings))
        .build();
  }

  private static StaticCredentialsProvider credentials(S3Settings settings) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(settings.keyId(), settings.key().value()));
  }

  private static S3Configuration configuration(S3Settings settings) {
    return S3Configuration.builder()
        .pathStyleAccessEnabled(settings.pathStyle())
        .chunkedEncodingEnabled(false)
        // Some stores never say that they want the body.
        .expectContinueEnabled(false)
        .build();
  }

  /**
   * The thread of a client; Vert.x's run nobody else's code. Of the kinds of groups the SDK knows
   * this one, which Netty has since given another name.
   */
  @SuppressWarnings("deprecation")
  static EventLoopGroup loops() {
    return new io.netty.channel.nio.NioEventLoopGroup(
        THREADS, new DefaultThreadFactory("s3", true));
  }

  private static NettyNioAsyncHttpClient.Builder http(S3Settings settings, EventLoopGroup loops) {
    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(SdkEventLoopGroup.create(loops))
        .maxConcurrency(settings.connections())
        .connectionTimeout(settings.connectTimeout())
        .connectionAcquisitionTimeout(settings.connectTimeout())
        .tlsNegotiationTimeout(settings.connectTimeout())
        .readTimeout(settings.idleTimeout())
        .writeTimeout(settings.idleTimeout())
        .connectionMaxIdleTime(KEPT_IDLE);
  }

  private static ClientOverrideConfiguration overrides(S3Settings settings) {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(settings.attemptTimeout())
        .apiCallTimeout(settings.deadline())
        .retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(settings.attempts())
                .backoffStrategy(
                    BackoffStrategy.exponentialDelayHalfJitter(FIRST_PAUSE, LONGEST_PAUSE))
                .throttlingBackoffStrategy(
                    BackoffStrategy.exponentialDelayHalfJitter(FIRST_PAUSE, LONGEST_PAUSE))
                .build())
        .defaultProfileFile(NO_PROFILES)
        .build();
  }
}
