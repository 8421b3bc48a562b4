package org.buckytools.store.swift;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.buckytools.servers.RealServers;
import org.buckytools.servers.RealServersExtension;
import org.buckytools.store.Store;
import org.buckytools.store.StoreContract;
import org.buckytools.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store in Swift, logging in by version 1. */
@ExtendWith(RealServersExtension.class)
class TempauthTest extends StoreContract {
  private static final int PAGE = 3;

  private final String container = "test " + UUID.randomUUID() + "+é";
  private Map<String, String> environment;

  @BeforeEach
  void findServer(RealServers servers) {
    JsonNode server = servers.await(RealServers.Kind.SWIFT);
    environment =
        Map.of(
            "ST_AUTH", server.get("auth").asText(),
            "ST_USER", server.get("user").asText(),
            "ST_KEY", server.get("key").asText());
  }

  private SwiftStore open(Map<String, String> variables) throws StoreException {
    Login login = Login.from(name -> variables.getOrDefault(name, ""));
    return new SwiftStore(container, login, Duration.ofSeconds(30), PAGE);
  }

  @Override
  protected Store open() throws StoreException {
    return open(environment);
  }

  @Override
  protected int load() {
    return 8;
  }

  @Test
  void tellsThatTheKeyIsWrong() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "ST_AUTH", environment.get("ST_AUTH"),
            "ST_USER", environment.get("ST_USER"),
            "ST_KEY", "not the key");
    try (Store store = open(wrong)) {
      assertThatThrownBy(() -> put(store, "a", "x"))
          .isExactlyInstanceOf(StoreException.class)
          .hasMessageContaining("refused (401); are ST_USER and ST_KEY right?")
          .hasMessageNotContaining("not the key");
    }
  }
}
