package org.buckytools.store.s3;

import com.fasterxml.jackson.databind.JsonNode;
import org.buckytools.servers.RealServers;

/** The store in S3Mock. */
class S3MockTest extends BucketContract {
  @Override
  Buckets buckets(RealServers servers) {
    JsonNode server = servers.await(RealServers.Kind.S3MOCK);
    return new Buckets(server.get("url").asText(), "any", "any");
  }

  /** S3Mock sorts by the units of UTF-16, which is S3's order but for those. */
  @Override
  protected boolean ordersAll() {
    return false;
  }
}
