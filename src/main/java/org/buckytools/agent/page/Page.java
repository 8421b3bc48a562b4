package org.buckytools.agent.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page as a browser gets it: one document with its style and script in it. Immutable.
 *
 * @param html the document, in UTF-8
 * @param policy what a browser lets it do: its own style and script, asking this agent, no more
 */
record Page(byte[] html, String policy) {
  private static final String STYLE = "<!-- style -->";
  private static final String SCRIPT = "<!-- script -->";

  /** Puts it together from the program's resources. */
  static Page read() throws IOException {
    String style = resource("page.css");
    String script = resource("page.js");
    String html =
        resource("page.html")
            .replace(STYLE, "<style>" + style + "</style>")
            .replace(SCRIPT, "<script>" + script + "</script>");
    String policy =
        "default-src 'none'; style-src "
            + hash(style)
            + "; script-src "
            + hash(script)
            + "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";
    return new Page(html.getBytes(StandardCharsets.UTF_8), policy);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program is not whole: it lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
