package org.buckytools.agent.pace;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request whose peer is watched while it is waited for. */
final class PacedRequest extends Request.Wrapper {
  private static final int TIMEOUT = 408;

  private final Waiting reading = new Waiting();
  private final Waiting writing = new Waiting();
  private final AtomicReference<Runnable> demanded = new AtomicReference<>();
  private volatile Content.Chunk failure;

  PacedRequest(Request request) {
    super(request);
  }

  /** The same for the answer. */
  Response paced(Response response) {
    return new PacedResponse(this, response);
  }

  private final class PacedResponse extends Response.Wrapper {
    PacedResponse(Request request, Response response) {
      super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      writing.count(content == null ? 0 : content.remaining());
      writing.begin(System.nanoTime());
      super.write(last, content, Callback.from(() -> writing.end(System.nanoTime()), callback));
    }
  }

  @Override
  public Content.Chunk read() {
    if (failure != null) {
      return failure;
    }
    Content.Chunk chunk = super.read();
    if (chunk != null) {
      reading.count(chunk.remaining());
    }
    return chunk;
  }

  @Override
  public void demand(Runnable callback) {
    demanded.set(callback);
    reading.begin(System.nanoTime());
    super.demand(this::supply);
  }

  private void supply() {
    reading.end(System.nanoTime());
    Runnable waiting = demanded.getAndSet(null);
    if (waiting != null) {
      waiting.run();
    }
  }

  /** Ends a request whose body comes too slowly, or whose answer is taken too slowly. */
  void check(long now, long rate, long grace) {
    if (reading.tooSlow(now, rate, grace)) {
      failure =
          Content.Chunk.from(
              new BadMessageException(
                  TIMEOUT,
                  "the body comes more slowly than "
                      + rate
                      + " bytes a second, which is the limit"));
      supply();
    } else if (writing.tooSlow(now, rate, grace)) {
      getConnectionMetaData().getConnection().getEndPoint().close();
    }
  }
}
