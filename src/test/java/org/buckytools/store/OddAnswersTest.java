package org.buckytools.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.buckytools.servers.FakeServer;
import org.buckytools.servers.FakeServer.Fault;
import org.buckytools.store.s3.S3Stores;
import org.buckytools.store.swift.SwiftStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers of objects may answer, though those that the contract is tested against do not. */
class OddAnswersTest {
  /** A way to speak to the server. */
  enum Protocol {
    S3,
    SWIFT
  }

  private FakeServer server;

  @BeforeEach
  void begin() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void end() {
    server.close();
  }

  private Store open(Protocol protocol, Duration patience) {
    return protocol == Protocol.S3
        ? S3Stores.open(server.url(), patience, new AtomicInteger())
        : SwiftStores.open(server.url(), patience);
  }

  private Store open(Protocol protocol) {
    return open(protocol, Duration.ofSeconds(30));
  }

  private void fault(String request, Fault fault) {
    server.faults(what -> what.startsWith(request) ? fault : Fault.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatDoesNotTellItsLength(Protocol protocol) throws IOException {
    try (Store store = open(protocol)) {
      store.put("a", ByteBuffer.wrap("content".getBytes(UTF_8)));
      fault("GET", Fault.NO_LENGTH);
      assertThat(store.get("a", 7)).asString(UTF_8).isEqualTo("content");
      assertThatThrownBy(() -> store.get("a", 6)).isInstanceOf(ObjectTooLargeException.class);
    }
  }

  /** It would never end if only each byte had to come in time. */
  @ParameterizedTest
  @EnumSource
  void anAnswerThatGoesOnAndOn(Protocol protocol) throws IOException {
    try (Store store = open(protocol, Duration.ofMillis(300))) {
      store.put("a", ByteBuffer.wrap("content".getBytes(UTF_8)));
      fault("GET", Fault.DRIPPING);
      assertThatThrownBy(() -> store.get("a", 1 << 20)).isInstanceOf(TransientStoreException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void deletingWhatIsNotThere(Protocol protocol) throws IOException {
    fault("DELETE", Fault.MISSING);
    try (Store store = open(protocol)) {
      store.delete("a");
    }
    assertThat(server.takeRequests()).contains("DELETE a");
  }

  private static List<String> keys(Listing listing) throws IOException {
    List<String> keys = new ArrayList<>();
    for (StoredObject next = listing.next(); next != null; next = listing.next()) {
      keys.add(next.key());
    }
    return keys;
  }

  private void putMany(int count) {
    for (int i = 0; i < count; i++) {
      server.objects.put("k%05d".formatted(i), new byte[1]);
    }
  }

  @Test
  void aPageOfAListingInS3ThatIsEmptyAndNotTheLast() throws IOException {
    try (Store store = open(Protocol.S3)) {
      putMany(2000);
      for (int empty : new int[] {1, 2, 3}) {
        AtomicInteger pages = new AtomicInteger();
        server.faults(request -> pages.incrementAndGet() == empty ? Fault.EMPTY_PAGE : Fault.NONE);
        assertThat(keys(store.list("", ""))).as("page " + empty).hasSize(2000);
      }
    }
  }

  /** Where there was a page of a container there is a container. */
  @Test
  void aListingInSwiftThatIsNotFoundInTheMiddle() throws IOException {
    try (Store store = open(Protocol.SWIFT)) {
      putMany(10_000);
      AtomicInteger pages = new AtomicInteger();
      server.faults(
          request ->
              request.equals("LIST") && pages.incrementAndGet() == 2 ? Fault.MISSING : Fault.NONE);
      Store patient =
          new RetryingStore(
              store, new RetryingStore.Patience(3, Duration.ZERO, Duration.ZERO), time -> {});
      assertThat(keys(patient.list("", ""))).hasSize(10_000);
      assertThat(pages).hasValue(3);

      fault("LIST", Fault.MISSING);
      assertThat(keys(patient.list("", ""))).as("there is no container").isEmpty();
    }
  }
}
