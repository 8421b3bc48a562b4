package org.buckytools.store.swift;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.buckytools.store.Listing;
import org.buckytools.store.StoredObject;
import org.buckytools.store.TransientStoreException;

/** A listing, a page at a time, parsed as it is read. For one thread. */
final class SwiftListing implements Listing {
  /** Asks for a page. */
  interface Pages {
    /** JSON, or null if there is no container. */
    byte[] after(String key) throws IOException;
  }

  private static final JsonFactory JSON = new JsonFactory();
  // Some servers give fewer than they are asked for, though never fewer than that.
  private static final int LEAST = 1000;

  private final Pages pages;
  private final int full;
  private String last;
  private JsonParser page;
  private int onPage;
  private boolean over;

  /**
   * @param asked how many objects a page is asked to have
   */
  SwiftListing(Pages pages, int asked, String after) {
    this.pages = pages;
    this.full = Math.min(asked, LEAST);
    this.last = after;
  }

  @Override
  public StoredObject next() throws IOException {
    try {
      while (!over) {
        if (page == null) {
          turn();
        } else if (page.nextToken() == JsonToken.START_OBJECT) {
          StoredObject found = object();
          onPage++;
          if (found != null) {
            last = found.key();
            return found;
          }
        } else {
          // The last page may be full, but one that is not is the last.
          over = onPage < full;
          page = null;
        }
      }
      return null;
    } catch (JacksonException garbled) {
      page = null;
      throw new TransientStoreException(
          "a page of the listing is not understood: " + garbled.getOriginalMessage(), garbled);
    }
  }

  private void turn() throws IOException {
    byte[] answer = pages.after(last);
    onPage = 0;
    if (answer == null && !last.isEmpty()) {
      // There was something in it, so a server has lost sight of it.
      throw new TransientStoreException(
          "a page of the listing is missing: the server does not find the container", null);
    }
    if (answer == null || answer.length == 0) {
      over = true;
    } else {
      page = JSON.createParser(answer);
      if (page.nextToken() != JsonToken.START_ARRAY) {
        throw new TransientStoreException("a page of the listing is no array", null);
      }
    }
  }

  private StoredObject object() throws IOException {
    String name = null;
    long size = 0;
    while (page.nextToken() == JsonToken.FIELD_NAME) {
      String field = page.currentName();
      page.nextToken();
      switch (field) {
        case "name" -> name = page.getText();
        case "bytes" -> size = page.getLongValue();
        default -> page.skipChildren();
      }
    }
    return name == null ? null : new StoredObject(name, size);
  }

  @Override
  public void close() {
    over = true;
    page = null;
  }
}
