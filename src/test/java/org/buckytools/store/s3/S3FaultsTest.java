package org.buckytools.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.buckytools.store.Store;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;

/** What is told when nothing can be asked. */
class S3FaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static String message(Supplier<AwsCredentialsProvider> credentials) throws Exception {
    S3Settings settings =
        new S3Settings(
            "bucket",
            Optional.of("us-east-1"),
            Optional.of(URI.create("http://127.0.0.1:1")),
            true,
            PATIENCE);
    try (Store store = new S3Store(settings, credentials, 1)) {
      return Assertions.catchException(() -> store.list("", "").next()).getMessage();
    }
  }

  @Test
  void missingCredentialsAreToldWithWhatToSet() throws Exception {
    AwsCredentialsProvider none =
        () -> {
          throw SdkClientException.create("nothing here");
        };
    assertThat(message(() -> AwsCredentialsProviderChain.of(none)))
        .startsWith("s3://bucket: list: there are no credentials; set AWS_ACCESS_KEY_ID and ");
  }

  @Test
  void aMissingRegionIsToldWithWhatToSet() throws Exception {
    AwsRegionProviderChain chain =
        new AwsRegionProviderChain(
            () -> {
              throw SdkClientException.create("nothing here");
            });
    assertThat(
            message(
                () -> {
                  chain.getRegion();
                  return null;
                }))
        .isEqualTo(
            "s3://bucket: list: which region? Put ?region=NAME behind the store's location, or set"
                + " AWS_REGION");
  }
}
