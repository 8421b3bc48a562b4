package org.buckytools.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** One request and its answer. For the request's thread, unless a method says otherwise. */
public final class Exchange {
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";
  private static final int OK = 200;
  private static final int PART = 1 << 17;

  private final Request request;
  private final Response response;
  private final Limits limits;
  private Form form;

  Exchange(Request request, Response response, Limits limits) {
    this.request = request;
    this.response = response;
    this.limits = limits;
  }

  /** GET, HEAD, POST, PUT, DELETE or anything else. */
  public String method() {
    return request.getMethod();
  }

  /** The path as it came, encoded. */
  public String rawPath() {
    return request.getHttpURI().getPath();
  }

  /**
   * The path behind a prefix, decoded once.
   *
   * @throws Refusal if it is no sound encoding
   */
  public String pathBelow(String prefix) throws Refusal {
    return PercentDecoding.decode(rawPath().substring(prefix.length()), false);
  }

  /** A header, if it is there. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** Whose address the connection is from. */
  public String peer() {
    return Request.getRemoteAddr(request);
  }

  /** The certificates of a client that TLS has verified, its own first; else empty. */
  public List<X509Certificate> certificates() {
    Object data = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
    return data instanceof EndPoint.SslSessionData session && session.peerCertificates() != null
        ? List.of(session.peerCertificates())
        : List.of();
  }

  /** The fields of the query alone. */
  public Form query() throws Refusal {
    Form query = new Form();
    String text = request.getHttpURI().getQuery();
    if (text != null) {
      query.add(text);
    }
    return query;
  }

  /**
   * The fields of the query and, with POST, of the form that is the body.
   *
   * @throws Refusal if they cannot be read
   */
  public Form form() throws IOException {
    if (form == null) {
      Form fields = query();
      String type = header("Content-Type").orElse("");
      if (method().equals("POST") && mediaType(type).equals(FORM_TYPE)) {
        byte[] body = body();
        fields.add(new String(body, StandardCharsets.UTF_8));
      }
      form = fields;
    }
    return form;
  }

  /** A media type without its parameters, in lower case. */
  public static String mediaType(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** How long the body is said to be, or -1. */
  public long declaredLength() {
    return request.getLength();
  }

  /**
   * The whole body.
   *
   * @throws Refusal if it is larger than allowed
   */
  public byte[] body() throws IOException {
    long declared = declaredLength();
    if (declared > limits.maxBody()) {
      throw tooLarge();
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      if (declared >= 0) {
        return in.readNBytes((int) declared);
      }
      byte[] body = in.readNBytes(limits.maxBody() + 1);
      if (body.length > limits.maxBody()) {
        throw tooLarge();
      }
      return body;
    }
  }

  private Refusal tooLarge() {
    return new Refusal(
        413, "the body is larger than " + limits.maxBody() + " bytes; see --max-body of the agent");
  }

  /** What the sender and all others may take. */
  public Limits limits() {
    return limits;
  }

  /** The body as a stream, for another thread if need be. The reader must know its own limits. */
  public InputStream bodyStream() {
    return Content.Source.asInputStream(request);
  }

  /** Sets a header of the answer. */
  public Exchange with(String name, String value) {
    response.getHeaders().put(name, value);
    return this;
  }

  /** Answers 200 with a whole body. */
  public void answer(String type, byte[] body) throws IOException {
    answer(OK, type, ByteBuffer.wrap(body));
  }

  /** Answers with a whole body. */
  public void answer(int status, String type, ByteBuffer body) throws IOException {
    response.setStatus(status);
    // A stream may have been begun, of which nothing was sent.
    response.getHeaders().remove(HttpHeader.TRANSFER_ENCODING);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
    if (method().equals("HEAD")) {
      Content.Sink.write(response, true, null);
    } else {
      writeInParts(body);
    }
  }

  // What is written at once counts as taken until it is; so a peer that takes nothing is found out.
  private void writeInParts(ByteBuffer body) throws IOException {
    while (body.remaining() > PART) {
      Content.Sink.write(response, false, body.slice(body.position(), PART));
      body.position(body.position() + PART);
    }
    Content.Sink.write(response, true, body);
  }

  /** Answers HEAD with 200, and nothing but headers. */
  public void answerHead() throws IOException {
    response.setStatus(OK);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0L);
    Content.Sink.write(response, true, null);
  }

  /** Answers with a line of text. */
  public void answerText(int status, String line) throws IOException {
    with("X-Content-Type-Options", "nosniff");
    answer(
        status,
        "text/plain; charset=utf-8",
        ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Answers 200 with a body of unknown length, in chunks; each {@code flush} sends. What is written
   * after the connection was cut throws. Closing it ends the answer; an answer that fails is cut
   * off instead, so that nobody takes it for whole. May be used by another thread.
   */
  public OutputStream stream(String type) {
    begin(type);
    return new AnswerStream(Content.Sink.asOutputStream(response));
  }

  private void begin(String type) {
    response.setStatus(OK);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
      // Also where the connection ends with the answer: only chunks tell an end from a break.
      response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
    }
  }

  /**
   * Answers 200 with a body of unknown length, as {@link #stream} does, but each write sends what
   * it is given as it is. The last one has to be {@link Sending#end}.
   */
  public Sending sending(String type) {
    begin(type);
    return new Sending(response);
  }

  /** Whether a part of the answer has been sent. */
  boolean isCommitted() {
    return response.isCommitted();
  }

  /** Forgets headers of an answer that was not sent. */
  void reset() {
    response.reset();
  }

  /** Refuses any method but these. */
  public void allow(String... methods) throws Refusal {
    if (!List.of(methods).contains(method())) {
      // buckyd answers 400 too.
      throw new Refusal(Refusal.BAD_REQUEST, "Bad request method.");
    }
  }
}
