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

/** The store in S3Mock. */
@ExtendWith(RealServersExtension.class)
class S3MockTest extends StoreContract {
  private Buckets buckets;
  private String bucket;

  @BeforeEach
  void createBucket(RealServers servers) {
    JsonNode server = servers.await(RealServers.Kind.S3MOCK);
    buckets = new Buckets(server.get("url").asText(), "any", "any");
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

  /** S3Mock sorts by the units of UTF-16, which is S3's order but for those. */
  @Override
  protected boolean ordersAll() {
    return false;
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
