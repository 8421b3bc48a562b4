package org.buckytools.store.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.buckytools.servers.RealServers;
import org.buckytools.servers.RealServersExtension;
import org.buckytools.store.Store;
import org.buckytools.store.StoreContract;
import org.buckytools.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a store in S3 must do on a real server. */
@ExtendWith(RealServersExtension.class)
abstract class BucketContract extends StoreContract {
  private static final int LOAD = 8;

  private Buckets buckets;
  private String bucket;

  /** The buckets of the server. */
  abstract Buckets buckets(RealServers servers);

  @BeforeEach
  final void createBucket(RealServers servers) {
    buckets = buckets(servers);
    bucket = buckets.create();
  }

  @Override
  protected final Store open() {
    return buckets.open(bucket);
  }

  @Override
  protected final int load() {
    return LOAD;
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
