package org.buckytools.store.swift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
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

/** The store in Swift, logging in through Keystone. */
@ExtendWith(RealServersExtension.class)
class KeystoneTest extends StoreContract {
  private static final int PAGE = 3;

  private final String container = "test-" + UUID.randomUUID();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void findServer(RealServers servers) {
    JsonNode server = servers.await(RealServers.Kind.KEYSTONE);
    environment.put("OS_AUTH_URL", server.get("auth").asText());
    environment.put("OS_USERNAME", server.get("user").asText());
    environment.put("OS_PASSWORD", server.get("password").asText());
    environment.put("OS_PROJECT_NAME", server.get("project").asText());
    environment.put("OS_REGION_NAME", server.get("region").asText());
  }

  @Override
  protected Store open() throws StoreException {
    Login login = Login.from(name -> environment.getOrDefault(name, ""));
    return new SwiftStore(container, login, Duration.ofSeconds(30), PAGE);
  }

  @Override
  protected int load() {
    return 8;
  }

  @Test
  void understandsMoreVariables() throws Exception {
    String url = environment.get("OS_AUTH_URL");
    environment.put("OS_AUTH_URL", url.substring(0, url.length() - 1 - "v3".length()));
    environment.put("OS_USER_DOMAIN_NAME", "Default");
    environment.put("OS_PROJECT_DOMAIN_ID", "default");
    environment.put("OS_ENDPOINT_TYPE", "internalURL");
    try (Store store = open()) {
      put(store, "a", "x");
      assertThat(keys(store, "", "")).containsExactly("a");
    }
  }

  @Test
  void tellsThatThePasswordIsWrong() throws Exception {
    environment.put("OS_PASSWORD", "not the password");
    try (Store store = open()) {
      assertThatThrownBy(() -> put(store, "a", "x"))
          .isExactlyInstanceOf(StoreException.class)
          .hasMessageContaining("refused (401)")
          .hasMessageNotContaining("not the password");
    }
  }

  @Test
  void tellsThatTheCatalogueHasNoSuchRegion() throws Exception {
    environment.put("OS_REGION_NAME", "elsewhere");
    try (Store store = open()) {
      assertThatThrownBy(() -> put(store, "a", "x"))
          .isExactlyInstanceOf(StoreException.class)
          .hasMessageContaining("in the region elsewhere");
    }
  }
}
