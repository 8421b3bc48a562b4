package org.buckytools.store.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Buckets on a server. */
final class Buckets {
  static final int PAGE = 3;

  private final URI endpoint;
  private final Supplier<AwsCredentialsProvider> credentials;

  Buckets(String endpoint, String access, String secret) {
    this.endpoint = URI.create(endpoint);
    this.credentials =
        () -> StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret));
  }

  /** A new bucket's name. */
  String create() {
    String bucket = "test-" + UUID.randomUUID();
    try (S3Clients clients = new S3Clients(settings(bucket), credentials)) {
      clients.current().createBucket(create -> create.bucket(bucket));
    }
    return bucket;
  }

  S3Store open(String bucket) {
    return new S3Store(settings(bucket), credentials, PAGE);
  }

  private S3Settings settings(String bucket) {
    return new S3Settings(
        bucket, Optional.of("us-east-1"), Optional.of(endpoint), true, Duration.ofSeconds(30));
  }
}
