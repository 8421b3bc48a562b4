package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.buckytools.client.FaultyAgent;
import org.buckytools.client.FaultyAgent.Behaviour;
import org.buckytools.wire.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls from agents that break off what they were asked for together, and from older ones. */
class PullsFromOthersTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  @TempDir Path directory;
  private TestAgent owner;
  private final byte[] whole = Databases.with(20);

  @BeforeEach
  void start() throws Exception {
    owner = new TestAgent(directory, "127.0.0.2", 0, settings -> settings);
  }

  @AfterEach
  void stop() throws Exception {
    owner.close();
  }

  private static String ring(String features) {
    return "{\"Name\":\"a\",\"Nodes\":[{\"Server\":\"127.0.0.1\",\"Port\":0,\"Instance\":\"\"}],"
        + "\"Algo\":\"carbon\",\"Replicas\":1,\"Features\":["
        + features
        + "]}";
  }

  /** Has each of the three if it is asked alone, and does that if it is asked for many. */
  private FaultyAgent other(String features, Behaviour together) throws IOException {
    return new FaultyAgent(
        "127.0.0.1",
        owner.agent.port(),
        (request, out) -> {
          if (request.contains("/hashring")) {
            FaultyAgent.whole("", ring(features)).answer(request, out);
          } else if (request.contains("/databases")) {
            together.answer(request, out);
          } else {
            alone(out);
          }
        });
  }

  private void alone(OutputStream out) throws IOException {
    String head =
        "HTTP/1.1 200 OK\r\nX-Metric-Stat: {\"Name\":\"x\",\"Size\":"
            + whole.length
            + "}\r\nContent-Length: "
            + whole.length
            + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(whole);
  }

  private byte[] part(String name, String digest) throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    String line =
        "{\"Name\":\"%s\",\"Size\":%d,\"Digest\":\"%s\"}\n".formatted(name, whole.length, digest);
    part.write(line.getBytes(StandardCharsets.US_ASCII));
    part.write(whole);
    return part.toByteArray();
  }

  private static Behaviour answering(byte[]... parts) {
    return (request, out) -> {
      out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      for (byte[] part : parts) {
        out.write(part);
      }
    };
  }

  private void bringsAll(FaultyAgent other, int alone) throws IOException {
    String lines =
        NAMES.stream()
            .map(
                name ->
                    "{\"From\":\"127.0.0.1:%d\",\"Metric\":\"%s\",\"As\":\"%s\"}\n"
                        .formatted(owner.agent.port(), name, name))
            .collect(Collectors.joining());

    String answer = owner.client.lines(Api.PULLS, lines).text();

    assertThat(answer.lines()).hasSize(3).allMatch(line -> line.contains("\"created\""), answer);
    for (String name : NAMES) {
      assertThat(owner.tree.resolve(name + ".wsp")).hasBinaryContent(whole);
    }
    assertThat(other.requests().stream().filter(head -> head.startsWith("GET /metrics/")))
        .hasSize(alone);
  }

  @Test
  void togetherIfTheOtherCan() throws Exception {
    String digest = Databases.digest(whole);
    try (FaultyAgent other =
        other(
            "\"databases\"", answering(part("c", digest), part("a", digest), part("b", digest)))) {
      bringsAll(other, 0);
    }
  }

  @Test
  void oneByOneFromAnOlderAgent() throws Exception {
    try (FaultyAgent other = other("\"digest\"", FaultyAgent.garbage())) {
      bringsAll(other, 3);
    }
  }

  @Test
  void aloneWhatDoesNotCome() throws Exception {
    byte[] first = part("b", Databases.digest(whole));
    byte[] half = new byte[300];
    System.arraycopy(part("a", Databases.digest(whole)), 0, half, 0, half.length);
    Behaviour cut =
        (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes());
          out.write(first);
          out.write(half);
        };
    try (FaultyAgent other = other("\"databases\"", cut)) {
      bringsAll(other, 2);
    }
  }

  @Test
  void aloneWhatComesDamaged() throws Exception {
    byte[] damaged = part("a", "0".repeat(24));
    try (FaultyAgent other = other("\"databases\"", answering(damaged))) {
      bringsAll(other, 3);
    }
  }

  @Test
  void nothingThatWasNotAskedFor() throws Exception {
    byte[] stranger = part("x", Databases.digest(whole));
    try (FaultyAgent other = other("\"databases\"", answering(stranger))) {
      bringsAll(other, 3);
    }
    assertThat(owner.tree.resolve("x.wsp")).doesNotExist();
  }

  @Test
  void aloneIfTheyAreRefusedTogether() throws Exception {
    Behaviour refusing = FaultyAgent.saying("HTTP/1.1 413 L\r\nContent-Length: 0\r\n\r\n");
    try (FaultyAgent other = other("\"databases\"", refusing)) {
      bringsAll(other, 3);
    }
  }
}
