package org.buckytools.agent;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A client written from the protocol's base alone, byte by byte, so that what the tests see is what
 * a client of another make sees. One request a connection.
 */
final class RawClient {
  private static final int LIMIT_MILLIS = 60_000;

  private final String host;
  private final int port;

  RawClient(String host, int port) {
    this.host = host;
    this.port = port;
  }

  String host() {
    return host;
  }

  /** An answer as it came; names of headers in lower case. */
  record Answer(int status, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  Answer get(String target, String... headers) throws IOException {
    return send("GET", target, new byte[0], headers);
  }

  Answer post(String target, String form) throws IOException {
    return send(
        "POST",
        target,
        form.getBytes(StandardCharsets.UTF_8),
        "Content-Type: application/x-www-form-urlencoded");
  }

  Answer lines(String target, String lines, String... headers) throws IOException {
    return send("POST", target, lines.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Sends a request with a length and waits for the answer. */
  Answer send(String method, String target, byte[] body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Host:"))) {
      head.append("Host: test\r\n");
    }
    head.append("Connection: close\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    try (Socket socket = open()) {
      OutputStream out = socket.getOutputStream();
      out.write(head.toString().getBytes(StandardCharsets.UTF_8));
      out.write(body);
      out.flush();
      return read(socket, method.equals("HEAD"));
    }
  }

  Socket open() throws IOException {
    Socket socket = new Socket(host, port);
    socket.setSoTimeout(LIMIT_MILLIS);
    return socket;
  }

  /** Sends bytes as they are and reads one answer. */
  Answer raw(String request) throws IOException {
    try (Socket socket = open()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return read(socket, false);
    }
  }

  static Answer read(Socket socket, boolean head) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String status = line(in);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = head ? new byte[0] : body(in, headers);
    return new Answer(Integer.parseInt(status.split(" ")[1]), headers, body);
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = chunk(in); size > 0; size = chunk(in)) {
        body.write(in.readNBytes(size));
        line(in);
      }
      return body.toByteArray();
    }
    if (headers.containsKey("content-length")) {
      int length = Integer.parseInt(headers.get("content-length"));
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new EOFException("the answer is cut off");
      }
      return body;
    }
    return in.readAllBytes();
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int unit = in.read(); unit != '\n'; unit = in.read()) {
      if (unit < 0) {
        throw new EOFException("the connection ended");
      }
      if (unit != '\r') {
        line.write(unit);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
