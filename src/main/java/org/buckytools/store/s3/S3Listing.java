package org.buckytools.store.s3;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.buckytools.store.Listing;
import org.buckytools.store.StoredObject;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A listing, a page at a time. A page that fails can be asked for again. */
final class S3Listing implements Listing {
  /** Asks for a page. */
  interface Pages {
    ListObjectsV2Response after(String key) throws IOException;
  }

  private final Pages pages;
  private Iterator<S3Object> page = List.<S3Object>of().iterator();
  private boolean more = true;
  private String last;

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
      ListObjectsV2Response answer = pages.after(last);
      page = answer.contents().iterator();
      more = Boolean.TRUE.equals(answer.isTruncated()) && page.hasNext();
    }
    S3Object object = page.next();
    last = object.key();
    return new StoredObject(object.key(), object.size());
  }

  @Override
  public void close() {
    more = false;
    page = List.<S3Object>of().iterator();
  }
}
