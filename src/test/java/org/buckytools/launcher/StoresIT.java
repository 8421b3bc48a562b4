package org.buckytools.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.buckytools.servers.RealServers;
import org.buckytools.servers.RealServersExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Backups in S3 and Swift with the packaged program: the jar has all that their libraries need. */
@ExtendWith(RealServersExtension.class)
class StoresIT {
  @TempDir Path folder;

  @Test
  void s3(RealServers servers) throws Exception {
    String url = servers.await(RealServers.Kind.S3MOCK).get("url").asText();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest create =
          HttpRequest.newBuilder(URI.create(url + "/backups"))
              .PUT(HttpRequest.BodyPublishers.noBody())
              .build();
      int status = client.send(create, HttpResponse.BodyHandlers.discarding()).statusCode();
      Assertions.assertThat(status).isEqualTo(200);
    }
    backUpAndRestore("s3://backups/host1?endpoint=" + url + "&path-style=true", servers);
  }

  @Test
  void swift(RealServers servers) throws Exception {
    backUpAndRestore("swift://backups/host1", servers);
  }

  private void backUpAndRestore(String store, RealServers servers) throws Exception {
    Files.createDirectories(folder.resolve("tree/a"));
    bucky(servers, "create", "tree/a/b.wsp", "60s:1d").go().exits(0);
    bucky(servers, "backup", "-p", "tree", "--store", store, "--nolock")
        .go()
        .exits(0)
        .printsNothing()
        .says("1 metric: 1 stored");
    bucky(servers, "backup", "-p", "tree", "--store", store, "--nolock")
        .go()
        .exits(0)
        .says("0 stored (0 B), 1 unchanged");
    bucky(servers, "verify", "--store", store, "--nolock").go().exits(0).says("1 version is");
    Run.Outcome outcome =
        bucky(servers, "restore", "-p", "again", "--store", store, "--nolock").go();
    outcome.exits(0).says("1 metric: 1 created");
    Assertions.assertThat(outcome.err()).hasLineCount(1);
    Assertions.assertThat(folder.resolve("again/a/b.wsp"))
        .hasSameBinaryContentAs(folder.resolve("tree/a/b.wsp"));
  }

  private Run bucky(RealServers servers, String... arguments) {
    JsonNode swift = servers.await(RealServers.Kind.SWIFT);
    return Run.bucky(arguments)
        .in(folder)
        .with("XDG_CACHE_HOME", folder)
        .with("AWS_ACCESS_KEY_ID", "any")
        .with("AWS_SECRET_ACCESS_KEY", "any")
        .with("ST_AUTH", swift.get("auth").asText())
        .with("ST_USER", swift.get("user").asText())
        .with("ST_KEY", swift.get("key").asText());
  }
}
