package org.buckytools.store.s3;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.buckytools.store.Listing;
import org.buckytools.store.StoreException;
import org.buckytools.store.StoredObject;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A listing, a page at a time. A page that fails can be asked for again. */
final class S3Listing implements Listing {
  /** Asks for a page. */
  interface Pages {
    /**
     * @param token of the server, where the last page had no key; else null
     */
    ListObjectsV2Response after(String key, String token) throws IOException;
  }

  private final Pages pages;
  private Iterator<S3Object> page = List.<S3Object>of().iterator();
  private boolean more = true;
  private String last;
  private String token;

  S3Listing(Pages pages, String after) {
    this.pages = pages;
    this.last = after;
  }

  @Override
  public StoredObject next() throws IOException {
    while (!page.hasNext()) {
      if (!more) {
        return null;
      }
      // By the last key rather than by the server's token, which not all servers get right.
      ListObjectsV2Response answer = pages.after(last, token);
      page = answer.contents().iterator();
      more = Boolean.TRUE.equals(answer.isTruncated());
      token = more && !page.hasNext() ? token(answer) : null;
    }
    S3Object object = page.next();
    last = object.key();
    return new StoredObject(object.key(), object.size());
  }

  /** The way on from a page without keys. */
  private String token(ListObjectsV2Response answer) throws StoreException {
    String next = answer.nextContinuationToken();
    if (next == null || next.equals(token)) {
      throw new StoreException(
          "a page of the listing has no keys, and does not tell where to go on", null);
    }
    return next;
  }

  @Override
  public void close() {
    more = false;
    page = List.<S3Object>of().iterator();
  }
}
