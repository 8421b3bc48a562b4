package org.buckytools.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One tab of a browser, and what goes wrong in it. For one thread. */
final class Tab implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private volatile String password;
  private WebSocket socket;

  private Tab() {}

  static Tab of(HttpClient http, URI debugger) {
    Tab tab = new Tab();
    tab.socket = http.newWebSocketBuilder().buildAsync(debugger, tab.new Listening()).join();
    tab.ask("Page.enable");
    tab.ask("Runtime.enable");
    tab.ask("Log.enable");
    tab.ask("Network.enable");
    return tab;
  }

  private final class Listening implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        hear(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      asked.values().forEach(one -> one.completeExceptionally(error));
    }
  }

  private void hear(String text) {
    JsonNode message;
    try {
      message = JSON.readTree(text);
    } catch (IOException garbled) {
      complaints.add(text);
      return;
    }
    if (message.has("id")) {
      asked.remove(message.get("id").asInt()).complete(message);
      return;
    }
    JsonNode told = message.get("params");
    switch (message.get("method").asText()) {
      case "Log.entryAdded" -> complaints.add(told.get("entry").toString());
      case "Runtime.exceptionThrown" -> complaints.add(told.toString());
      case "Runtime.consoleAPICalled" -> complaints.add(told.get("args").toString());
      case "Network.requestWillBeSent" -> requests.add(told.at("/request/url").asText());
      case "Fetch.requestPaused" -> send("Fetch.continueRequest", "requestId", id(told));
      case "Fetch.authRequired" -> logIn(told);
      default -> {}
    }
  }

  private static String id(JsonNode told) {
    return told.get("requestId").asText();
  }

  private void logIn(JsonNode told) {
    logins.add(told.at("/authChallenge/scheme") + " " + told.at("/authChallenge/realm"));
    ObjectNode answer = JSON.createObjectNode();
    answer.put("response", logins.size() > 1 ? "CancelAuth" : "ProvideCredentials");
    answer.put("username", "somebody").put("password", password);
    send("Fetch.continueWithAuth", "requestId", id(told), "authChallengeResponse", answer);
  }

  private CompletableFuture<JsonNode> send(String method, Object... parameters) {
    ObjectNode message = JSON.createObjectNode();
    int id = last.incrementAndGet();
    message.put("id", id).put("method", method);
    ObjectNode all = message.putObject("params");
    for (int i = 0; i < parameters.length; i += 2) {
      all.set((String) parameters[i], JSON.valueToTree(parameters[i + 1]));
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    socket.sendText(message.toString(), true);
    return answer;
  }

  private JsonNode ask(String method, Object... parameters) {
    JsonNode answer = send(method, parameters).orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    assertThat(answer.has("error")).as("%s: %s", method, answer).isFalse();
    return answer.get("result");
  }

  /** Types this when it is asked who somebody is; the second time it gives up. */
  void knows(String secret) {
    password = secret;
    ask("Fetch.enable", "handleAuthRequests", true);
  }

  /** Goes to a page. */
  void go(String address) {
    ask("Page.navigate", "url", address);
  }

  /** Evaluates an expression, and waits if it is a promise. */
  JsonNode evaluate(String expression) {
    JsonNode result =
        ask(
            "Runtime.evaluate",
            "expression",
            expression,
            "awaitPromise",
            true,
            "returnByValue",
            true);
    assertThat(result.has("exceptionDetails")).as("%s: %s", expression, result).isFalse();
    return result.get("result").path("value");
  }

  /** The text that a reader sees of the first element. */
  String text(String selector) {
    return evaluate("document.querySelector('" + selector + "').innerText").asText();
  }

  /** Waits until an expression is true. */
  void await(String condition) {
    String look =
        """
        new Promise((told) => {
          const look = () => (%s) ? told(true) : setTimeout(look, 20);
          look();
        })
        """;
    String seen = "document.readyState + document.body.innerText";
    try {
      evaluate(look.formatted(condition));
    } catch (RuntimeException late) {
      throw new AssertionError(condition + " in " + evaluate(seen) + complaints, late);
    }
  }

  /** Has the page think that it was just looked at again, so that it asks at once. */
  void lookAgain() {
    evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  }

  /** Takes another size and scheme of colours. */
  void become(int width, int height, double scale, boolean phone, String scheme) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        height,
        "deviceScaleFactor",
        scale,
        "mobile",
        phone);
    ask(
        "Emulation.setEmulatedMedia",
        "features",
        List.of(Map.of("name", "prefers-color-scheme", "value", scheme)));
  }

  /** Writes a picture of the whole page. */
  void picture(Path file) throws IOException {
    JsonNode size = ask("Page.getLayoutMetrics").get("cssContentSize");
    Map<String, Object> clip =
        Map.of(
            "x", 0, "y", 0, "scale", 1, "width", size.get("width"), "height", size.get("height"));
    JsonNode picture = ask("Page.captureScreenshot", "captureBeyondViewport", true, "clip", clip);
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(picture.get("data").asText()));
  }

  /** Errors and whatever else pages have written to the console, violations of policies too. */
  List<String> complaints() {
    return complaints;
  }

  /** Addresses of all requests. */
  List<String> requests() {
    return requests;
  }

  /** How often it was asked who somebody is, and by which scheme. */
  List<String> logins() {
    return logins;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
