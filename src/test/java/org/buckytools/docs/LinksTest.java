package org.buckytools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the documents lead somewhere, and the index has all of them. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Path INDEX = Path.of("docs/README.md");

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Path::of),
              files.filter(file -> file.toString().endsWith(".md")))
          .toList();
    }
  }

  private static List<String> links(Path document) throws IOException {
    List<String> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(Files.readString(document));
    while (matcher.find()) {
      if (!matcher.group(1).contains(":")) {
        links.add(matcher.group(1));
      }
    }
    return links;
  }

  /** The names that GitHub gives to headings. */
  private static Set<String> anchors(Path document) throws IOException {
    Set<String> anchors = new HashSet<>();
    for (String line : Files.readAllLines(document)) {
      if (line.matches("#+ .*")) {
        String text = line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT);
        anchors.add(text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
      }
    }
    return anchors;
  }

  @Test
  void leadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path document : documents()) {
      for (String link : links(document)) {
        links++;
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        if (Files.notExists(target) || parts.length > 1 && !anchors(target).contains(parts[1])) {
          broken.add(document + ": " + link);
        }
      }
    }
    assertThat(links).as("links").isPositive();
    assertThat(broken).as("links that lead nowhere").isEmpty();
  }

  @Test
  void theIndexHasEveryPage() throws IOException {
    List<String> indexed = links(INDEX);
    try (Stream<Path> pages = Files.list(INDEX.getParent())) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .as("docs/README.md has a link to each page of docs")
          .filteredOn(page -> page.endsWith(".md") && !page.equals("README.md"))
          .allSatisfy(
              page -> assertThat(indexed).anyMatch(link -> link.split("#")[0].equals(page)));
    }
  }
}
