package org.buckytools.agent.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Words the errors that Jetty finds itself, such as headers too large, as ours are worded. */
final class PlainErrors extends ErrorHandler {
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
    Content.Sink.write(response, true, line(code, message), callback);
  }

  private static String line(int status, String reason) {
    return (reason == null ? "error " + status : reason) + "\n";
  }
}
