package org.buckytools.store.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.buckytools.servers.RealServers;
import org.buckytools.servers.RealServersExtension;
import org.buckytools.store.Store;
import org.buckytools.store.StoreContract;
import org.buckytools.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store in the S3 API of Swift. */
@ExtendWith(RealServersExtension.class)
class SwiftS3Test extends StoreContract {
  private Buckets buckets;
  private String bucket;

  @BeforeEach
  void createBucket(RealServers servers) {
    JsonNode server = servers.await(RealServers.Kind.SWIFT);
    buckets =
        new Buckets(
            server.get("url").asText(), server.get("user").asText(), server.get("key").asText());
    bucket = buckets.create();
  }

  @Override
  protected Store open() {
    return buckets.open(bucket);
  }

  @Override
  protected int load() {
    return 8;
  }

  @Test
  void tellsThatThereIsNoBucket() throws Exception {
    try (Store store = buckets.open("no-such-bucket")) {
      assertThatThrownBy(() -> put(store, "a", "x"))
          .isExactlyInstanceOf(StoreException.class)
          .hasMessageContaining("there is no bucket no-such-bucket");
      assertThatThrownBy(() -> keys(store, "", ""))
          .isExactlyInstanceOf(StoreException.class)
          .hasMessageContaining("there is no bucket no-such-bucket");
    }
  }
}
