package org.buckytools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about operations names exactly the numbers that an agent gives. */
class OperationsPageTest {
  private static final int ATTEMPTS = 500;
  private static final Pattern DOCUMENTED = Pattern.compile("`(bucky_agent_\\w+)`");
  private static final Pattern GIVEN = Pattern.compile("(?m)^(bucky_agent_\\w+) ");

  @TempDir Path directory;

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void namesWhatAnAgentGivesToPrometheus() throws Exception {
    Set<String> documented = found(DOCUMENTED, Files.readString(Path.of("docs/operations.md")));
    try (LittleCluster cluster = new LittleCluster(directory);
        HttpClient client = HttpClient.newHttpClient()) {
      cluster.happens("start carbon_ch 1 1 2");
      String url = "http://" + cluster.first() + "/prometheus";

      Set<String> given = ask(client, url);
      // What is misplaced is counted when somebody has asked for the first time.
      for (int i = 0; i < ATTEMPTS && !given.equals(documented); i++) {
        TimeUnit.MILLISECONDS.sleep(10);
        given = ask(client, url);
      }

      assertThat(given).isEqualTo(documented);
    }
  }

  private static Set<String> ask(HttpClient client, String url)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return found(GIVEN, client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
