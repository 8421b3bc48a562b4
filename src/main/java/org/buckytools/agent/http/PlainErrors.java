package org.buckytools.agent.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Words the errors that Jetty finds itself, such as headers too large, as ours are worded. */
final class PlainErrors extends ErrorHandler {
  /** A request's attribute: how many bytes the answer has, which Jetty does not count here. */
  static final String BYTES = PlainErrors.class.getName();

  private static final HttpField PLAIN =
      new HttpField(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    response.getHeaders().put(PLAIN);
    ByteBuffer line = ByteBuffer.wrap(line(code, message).getBytes(StandardCharsets.UTF_8));
    request.setAttribute(BYTES, (long) line.remaining());
    response.write(true, line, callback);
  }

  private static String line(int status, String reason) {
    return (reason == null ? "error " + status : reason) + "\n";
  }
}
