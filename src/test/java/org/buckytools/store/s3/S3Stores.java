package org.buckytools.store.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.buckytools.store.Store;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Opens stores in S3 for tests of other packages. */
public final class S3Stores {
  private static final int PAGE = 1000;

  private S3Stores() {}

  /**
   * A store on a server that checks no signature.
   *
   * @param lookups counts how often credentials are looked for
   */
  public static Store open(String url, Duration patience, AtomicInteger lookups) {
    return new S3Store(
        new S3Settings(
            "bucket",
            Optional.of("us-east-1"),
            Optional.of(URI.create(url + "/s3")),
            true,
            patience),
        () ->
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    "access", "SECRET-KEY", "SECRET-TOKEN-" + lookups.incrementAndGet())),
        PAGE);
  }
}
