package org.buckytools.store.s3;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The SDK's client, and another one when its credentials have expired. Thread-safe. */
final class S3Clients implements AutoCloseable {
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  private final S3Settings settings;
  private final Supplier<AwsCredentialsProvider> credentials;
  private final List<S3Client> all = new ArrayList<>();
  private S3Client current;

  S3Clients(S3Settings settings, Supplier<AwsCredentialsProvider> credentials) {
    this.settings = settings;
    this.credentials = credentials;
  }

  synchronized S3Client current() {
    if (current == null) {
      current = make();
      all.add(current);
    }
    return current;
  }

  /** What a client knows of credentials is forgotten; they are looked for again. */
  synchronized void forget(S3Client expired) {
    if (current == expired) {
      current = null;
    }
  }

  private S3Client make() {
    S3ClientBuilder builder =
        S3Client.builder()
            .credentialsProvider(credentials.get())
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(min(CONNECTING, settings.patience()))
                    .socketTimeout(settings.patience()))
            .forcePathStyle(settings.pathStyle())
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
            // Newer checksums are unknown to many servers; Content-MD5 is known to all.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                client ->
                    client
                        .apiCallAttemptTimeout(settings.patience())
                        .addExecutionInterceptor(new NoExpectation())
                        // RetryingStore does it, for all stores in the same way.
                        .retryStrategy(AwsRetryStrategy.doNotRetry()));
    settings.region().ifPresent(region -> builder.region(Region.of(region)));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /**
   * Uploads do not ask first whether they may come: files are small, the question costs a round
   * trip, and the JDK's client cannot read the reason of a refusal then.
   */
  private static final class NoExpectation implements ExecutionInterceptor {
    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      return context.httpRequest().toBuilder().removeHeader("Expect").build();
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public synchronized void close() {
    all.forEach(S3Client::close);
    all.clear();
    current = null;
  }
}
