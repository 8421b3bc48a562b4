package org.buckytools.client;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.wire.Api;

/** What is asked of an agent. Built once, sent as often as needed. */
final class Request {

  /** A body that is made while it is sent. */
  interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final byte[] NONE = {};

  private final String method;
  private final String target;
  private final List<String> headers = new ArrayList<>();
  private byte[] body = NONE;
  private int bodyLength;
  private Writer writer;
  private boolean repeatable;

  Request(String method, String target) {
    this.method = method;
    this.target = target;
    repeatable = method.equals("GET") || method.equals("HEAD");
  }

  Request header(String name, String value) {
    headers.add(name + ": " + value + "\r\n");
    return this;
  }

  Request body(String type, byte[] bytes, int length) {
    body = bytes;
    bodyLength = length;
    return header("Content-Type", type);
  }

  Request body(String type, Writer lines) {
    writer = lines;
    return header("Content-Type", type);
  }

  /** It only asks, so asking twice does no harm. */
  Request repeatable() {
    repeatable = true;
    return this;
  }

  boolean isRepeatable() {
    return repeatable;
  }

  boolean isOf(String path) {
    return target.equals(path);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  Writer writer() {
    return writer;
  }

  byte[] body() {
    return body;
  }

  int bodyLength() {
    return bodyLength;
  }

  /** Everything before the body. */
  String head(String host, Optional<String> token) {
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\nUser-Agent: bucky\r\n");
    token.ifPresent(
        text -> head.append(Api.AUTHORIZATION).append(": ").append(text).append("\r\n"));
    headers.forEach(head::append);
    if (writer != null) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (bodyLength > 0 || !method.equals("GET") && !method.equals("HEAD")) {
      head.append("Content-Length: ").append(bodyLength).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** For messages. */
  @Override
  public String toString() {
    int query = target.indexOf('?');
    return method + " " + Shown.of(query < 0 ? target : target.substring(0, query));
  }
}
