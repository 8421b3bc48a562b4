package org.buckytools.store.s3;

import com.fasterxml.jackson.databind.JsonNode;
import org.buckytools.servers.RealServers;

/** The store in the S3 API of Swift. */
class SwiftS3Test extends BucketContract {
  @Override
  Buckets buckets(RealServers servers) {
    JsonNode server = servers.await(RealServers.Kind.SWIFT);
    return new Buckets(
        server.get("url").asText(), server.get("user").asText(), server.get("key").asText());
  }
}
