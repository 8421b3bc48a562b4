package org.buckytools.console;

import java.util.ArrayList;
import java.util.List;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Resized;
import org.buckytools.whisper.Retention;

/** Words what a resize has done. */
public final class ResizeReport {

  private ResizeReport() {}

  /**
   * Words a result.
   *
   * @param result what was done
   * @return part of a line
   */
  public static String of(Resized result) {
    return switch (result.outcome()) {
      case UNCHANGED -> "is so already";
      case HEADER_CHANGED -> method(result.after()) + " (was " + method(result.before()) + ")";
      case REWRITTEN ->
          archives(result.before().retentions(), result.pointsBefore())
              + " -> "
              + archives(result.after().retentions(), result.pointsAfter());
    };
  }

  private static String method(Header header) {
    return "aggregation " + header.aggregation().label() + ", xff " + header.xff();
  }

  private static String archives(List<Retention> retentions, List<Integer> points) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < retentions.size(); i++) {
      words.add(retentions.get(i) + " (" + points.get(i) + " known)");
    }
    return String.join(", ", words);
  }
}
