package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.access.BindPolicy;
import org.buckytools.agent.access.TokenAccess;
import org.buckytools.wire.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents answer as docs/openapi.json says, and it says all that they answer. */
class OpenApiTest {
  private static final String BINARY = "Content-Type: application/octet-stream\r\n";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  @TempDir Path directory;
  private final byte[] database = Databases.with(20);
  private final String digest = Databases.digest(database);
  private TestAgent agent;
  private TestAgent other;
  private OpenApi api;
  private final Set<String> answered = new TreeSet<>();

  @BeforeEach
  void start() throws Exception {
    api = new OpenApi();
    for (String path : new String[] {"a/b", "a/c", "a/d", "a/e", "a/f", "b/c;x=ü"}) {
      Path file = directory.resolve("tree/" + path + ".wsp");
      Files.createDirectories(file.getParent());
      Files.write(file, database);
    }
    Files.write(directory.resolve("tree/damaged.wsp"), new byte[100]);
    agent = new TestAgent(directory.resolve("tree"));
    other =
        new TestAgent(directory.resolve("other"), "127.0.0.2", agent.agent.port(), like -> like);
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
    other.close();
  }

  @Test
  void everyPathIsDescribedAndEveryDescribedPathIsServed() {
    assertThat(api.paths()).isEqualTo(agent.agent.paths());
  }

  @Test
  void methodsThatAreNotDescribedAreRefused() throws Exception {
    for (String path : api.paths()) {
      String template = path.equals("/metrics/") ? "/metrics/{name}" : path;
      for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
        String operation = method + " " + template;
        if (!api.operations().contains(operation)) {
          Answer answer = agent.client.send(method, template.replace("{name}", "a.b"), new byte[0]);
          assertThat(answer.status()).as(operation).isEqualTo(path.equals("/") ? 404 : 400);
        }
      }
    }
  }

  @Test
  void parametersAreTheProtocolsWords() {
    Set<String> query = new TreeSet<>();
    Set<String> headers = new TreeSet<>();
    for (String operation : api.operations()) {
      for (JsonNode parameter : api.operation(operation).path("parameters")) {
        String where = parameter.get("in").asText();
        (where.equals("query") ? query : headers).add(parameter.get("name").asText());
      }
    }
    assertThat(query)
        .containsExactlyInAnyOrder(
            Api.REGEX,
            Api.LIST,
            Api.FORCE,
            Api.FETCH_OFFLOAD,
            Api.SERVER,
            Api.METRIC,
            Api.NO_ENCODING,
            Api.PREFIX,
            Api.GLOB,
            Api.FIELDS,
            Api.FIX,
            Api.STALE,
            Api.WORKERS);
    assertThat(headers)
        .containsExactlyInAnyOrder(
            Api.METRIC_STAT,
            Api.DIGEST,
            "Accept",
            "Accept-Encoding",
            "Content-Encoding",
            "If-Match");
  }

  @Test
  void theDescriptionIsWhole() {
    assertThat(api.document().get("openapi").asText()).startsWith("3.1.");
    Set<String> ids = new TreeSet<>();
    for (String operation : api.operations()) {
      JsonNode described = api.operation(operation);
      assertThat(ids.add(described.path("operationId").asText())).as(operation).isTrue();
      assertThat(described.path("summary").asText()).as(operation).isNotBlank();
    }
    Set<String> named = new TreeSet<>();
    for (JsonNode reference : api.document().findValues("$ref")) {
      api.followed(new ObjectMapper().createObjectNode().set("$ref", reference));
      named.add(reference.asText());
    }
    for (String kind : List.of("headers", "responses", "schemas")) {
      api.document()
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(named).contains("#/components/" + kind + "/" + name));
    }
  }

  private Answer ask(int status, String operation, String target, byte[] body, String... headers)
      throws Exception {
    return ask(agent, status, operation, target, body, headers);
  }

  private Answer ask(
      TestAgent of, int status, String operation, String target, byte[] body, String... headers)
      throws Exception {
    Answer answer = of.client.send(operation.split(" ")[0], target, body, headers);
    assertThat(answer.status()).as(operation + ": " + answer.text()).isEqualTo(status);
    assertThat(api.faults(operation, answer)).as(operation + ": " + answer.text()).isEmpty();
    answered.add(operation + " " + status);
    return answer;
  }

  private void ask(int status, String operation, String body, String... headers) throws Exception {
    ask(status, operation, operation.split(" ")[1], OpenApi.bytes(body), headers);
  }

  @Test
  void allOperationsAnswerAsDescribed() throws Exception {
    for (String method : new String[] {"GET ", "HEAD "}) {
      for (String path :
          new String[] {"/hashring", "/status", "/healthz", "/prometheus", "/overview", "/"}) {
        ask(200, method + path, "");
      }
    }
    lists();
    oneMetric();
    manyMetrics();
    ask(200, "GET /sanity", "");
    ask(200, "POST /sanity", "stale=1&workers=1&fix=true", FORM);
    ask(400, "GET /sanity", "/sanity?fix=true", new byte[0]);
    ask(200, "POST /jobs", "{\"Id\":\"12345678\",\"Kind\":\"test\",\"Done\":1,\"Total\":2}");
    ask(400, "POST /jobs", "{\"Id\":\"1\",\"Kind\":\"test\"}");
    ask(413, "POST /jobs", "x".repeat(3_000));
    // With a job now.
    ask(200, "GET /status", "");
    ask(200, "GET /overview", "");
    Set<String> missing = new TreeSet<>(api.operations());
    missing.removeIf(operation -> answered.contains(operation + " 200"));
    assertThat(missing).isEmpty();
  }

  private void lists() throws Exception {
    String list = "GET /metrics";
    byte[] nothing = {};
    ask(200, list, "");
    ask(200, list, "/metrics?regex=a&glob=*.*&prefix=a", nothing, "Accept: text/plain");
    ask(200, list, "/metrics?fields=size,mtime,points", nothing, "Accept: application/x-ndjson");
    ask(400, list, "/metrics?regex=(", nothing);
    ask(200, "POST /metrics", "list=%5B%22a.b%22%5D", FORM);
    ask(413, "POST /metrics", "", FORM + "\r\nContent-Length: 999999999999");
    ask(202, list, "/metrics?force=true", nothing);
  }

  private void oneMetric() throws Exception {
    String head = "HEAD /metrics/{name}";
    String get = "GET /metrics/{name}";
    String post = "POST /metrics/{name}";
    String put = "PUT /metrics/{name}";
    String delete = "DELETE /metrics/{name}";
    String stat = BINARY + "X-Metric-Stat: {\"Size\":" + database.length + "}";
    String digested = stat + "\r\nX-Bucky-Digest: " + digest;
    byte[] nothing = {};
    for (String name : new String[] {"a.b", "b.c;x=%C3%BC"}) {
      ask(200, head, "/metrics/" + name, nothing);
      ask(200, get, "/metrics/" + name, nothing);
      ask(200, get, "/metrics/" + name, nothing, "Accept-Encoding: snappy");
    }
    ask(404, head, "/metrics/none", nothing);
    ask(404, get, "/metrics/none", nothing);
    ask(400, get, "/metrics/a..b", nothing);
    ask(200, post, "/metrics/a.b", database, digested);
    ask(200, post, "/metrics/new", database, stat);
    ask(400, post, "/metrics/a.b", nothing, BINARY.strip());
    ask(400, post, "/metrics/a.b", new byte[database.length], stat);
    ask(415, post, "/metrics/a.b", database, stat + "\r\nContent-Encoding: gzip");
    ask(413, post, "/metrics/a.b", nothing, BINARY + "X-Metric-Stat: {\"Size\":999999999999}");
    String offload = "/metrics/gone?fetch_offload=true&no_encoding=true&server=";
    ask(other, 200, post, offload + agent.address() + "&metric=a.b", nothing);
    ask(other, 404, post, offload + agent.address(), nothing);
    ask(other, 403, post, offload + "192.0.2.1", nothing);
    ask(200, put, "/metrics/a.b", database, digested + "\r\nIf-Match: \"" + digest + "\"");
    ask(412, put, "/metrics/a.b", database, stat + "\r\nIf-Match: \"" + "0".repeat(24) + "\"");
    ask(412, delete, "/metrics/a.b", nothing, "If-Match: \"" + "0".repeat(24) + "\"");
    ask(200, delete, "/metrics/a.b", nothing);
    ask(404, delete, "/metrics/a.b", nothing);
    Path outside = Files.write(directory.resolve("outside.wsp"), database);
    Files.createSymbolicLink(agent.tree.resolve("link.wsp"), outside);
    ask(403, get, "/metrics/link", nothing);
    ask(431, get, "/metrics/a.c", nothing, "X-Long: " + "x".repeat(20_000));
    ask(414, get, "/metrics/" + "x".repeat(20_000), nothing);
    ask(501, get, "/metrics/a.c", nothing, "Transfer-Encoding: gzip, chunked");
  }

  private void manyMetrics() throws Exception {
    ask(200, "POST /stats", "a.c\nnone\na..b\n");
    ask(200, "POST /stats", "/stats?fields=digest", OpenApi.bytes("a.c\n"));
    ask(400, "POST /stats", "a.c");
    ask(413, "POST /stats", "x".repeat(70_000));
    ask(200, "POST /databases", "a.c\nnone\n");
    ask(
        200,
        "POST /deletions",
        "{\"Metric\":\"a.d\"}\n{\"Metric\":\"none\"}\n{\"Metric\":\"a..b\"}\n");
    ask(400, "POST /deletions", "[]\n");
    String from = "{\"From\":\"" + agent.address() + "\",\"Metric\":";
    ask(
        other,
        200,
        "POST /pulls",
        "/pulls",
        OpenApi.bytes(
            from
                + "\"a.c\",\"As\":\"a.c\"}\n"
                + from
                + "\"a.e\",\"As\":\"a.e\",\"Check\":true}\n"
                + from
                + "\"none\",\"As\":\"none\"}\n"
                + "{\"From\":\"192.0.2.1\",\"Metric\":\"a\",\"As\":\"a\"}\n"));
    String match = "\",\"IfMatch\":\"" + digest + "\",\"Owners\":[\"" + other.address() + "\"]}\n";
    ask(
        200,
        "POST /removals",
        "{\"Metric\":\"a.c" + match + "{\"Metric\":\"none" + match + "{\"Metric\":\"a.e\"}\n");
  }

  @Test
  void withoutATokenAllIsRefusedAsDescribed() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "0123456789abcdef".repeat(3));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    TokenAccess access = new TokenAccess(List.of(secret), Clock.systemUTC());
    BindPolicy tokens = new BindPolicy(true, false, false);
    List<String> faults = new ArrayList<>();
    try (TestAgent guarded =
        new TestAgent(directory.resolve("guarded"), like -> like.withAccess(access, tokens))) {
      for (String operation : api.operations()) {
        String[] words = operation.split(" ");
        JsonNode security = api.operation(operation).path("security");
        boolean open = security.size() == 1;
        boolean forPeople = security.size() > 1;
        Answer answer =
            guarded.client.send(words[0], words[1].replace("{name}", "a.b"), new byte[0]);
        assertThat(answer.status()).as(operation).isEqualTo(open ? 200 : forPeople ? 401 : 403);
        api.faults(operation, answer).forEach(fault -> faults.add(operation + ": " + fault));
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void whatIsNotDescribedIsFound() throws Exception {
    List<String> faults = new ArrayList<>();
    JsonNode schema = api.document().at("/components/schemas/MetricStat");
    String wrong =
        "{\"Name\":1,\"Size\":-1,\"Mode\":1,\"ModTime\":1,\"Digest\":\"x\",\"Other\":\"\"}";
    api.check(schema, new ObjectMapper().readTree(wrong), "", faults);
    assertThat(faults)
        .hasSize(5)
        .anySatisfy(fault -> assertThat(fault).contains("Encoding", "missing"))
        .anySatisfy(fault -> assertThat(fault).contains("Other", "not described"));
  }
}
