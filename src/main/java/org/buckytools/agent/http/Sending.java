package org.buckytools.agent.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/**
 * An answer whose parts are sent as they are, without being copied. One that is not ended is cut
 * off, so that nobody takes it for whole. For one thread at a time.
 */
public final class Sending {
  private final Response response;

  Sending(Response response) {
    this.response = response;
  }

  /** Sends what remains in a buffer, and waits until that may be used again. */
  public void write(ByteBuffer part) throws IOException {
    Content.Sink.write(response, false, part);
  }

  /** Ends the answer. */
  public void end() throws IOException {
    Content.Sink.write(response, true, null);
  }
}
