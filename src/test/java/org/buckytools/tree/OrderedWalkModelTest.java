package org.buckytools.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.reference.Needs;
import org.buckytools.samples.Cases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk beside one that reads the whole tree and sorts it. */
class OrderedWalkModelTest {
  private static final Comparator<String> ORDER =
      (one, other) ->
          Arrays.compareUnsigned((one + "/").getBytes(UTF_8), (other + "/").getBytes(UTF_8));
  private static final List<String> PARTS =
      List.of("a", "b", "a", "-", ".", "!", "0", " ", "é", "\uff5e", "😀", ".wsp");
  private static final int[] PAGES = {1, 2, 3, 7, 1000};

  @TempDir private Path directory;

  /** What a walk gives. */
  private static final class Result {
    final List<String> metrics = new ArrayList<>();
    final Set<String> passedOver = new TreeSet<>();

    void passOver(Path path, String names) {
      assertThat(passedOver.add(path + " [" + names + "]")).as("%s is told once", path).isTrue();
    }
  }

  @BeforeEach
  void namesTakeUnicode() {
    Needs.that(
        Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('é'),
        "creating the files takes a locale in UTF-8");
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      name.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return name.toString().matches("\\.\\.?") ? "a" : name.toString();
  }

  private static void fill(Path into, Random random, int depth) throws IOException {
    for (int i = random.nextInt(20); i > 0; i--) {
      int kind = random.nextInt(10);
      Path path = into.resolve(name(random) + (kind < 6 ? ".wsp" : ""));
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      if (kind == 5) {
        Files.createSymbolicLink(path, Path.of(name(random)));
      } else if (kind == 6) {
        Files.createSymbolicLink(path, Path.of(random.nextBoolean() ? "." : name(random)));
      } else if (kind > 6 && depth > 0) {
        fill(Files.createDirectory(path), random, depth - 1);
      } else {
        Files.createFile(path);
      }
    }
  }

  private static Result model(Path root) throws IOException {
    Result result = new Result();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        String file = root.relativize(path).toString();
        boolean isNamedSo = file.endsWith(".wsp");
        if (Files.isSymbolicLink(path)) {
          if (isNamedSo) {
            result.passOver(path, file.substring(0, file.length() - 4).replace('/', '.'));
          } else if (Files.isDirectory(path) || !Files.exists(path)) {
            result.passOver(path, file.replace('/', '.') + ".");
          }
        } else if (isNamedSo && Files.isRegularFile(path)) {
          try {
            result.metrics.add(MetricName.ofPath(root.relativize(path)).toString());
          } catch (InvalidNameException invalid) {
            result.passOver(path, "");
          }
        }
      }
    }
    result.metrics.sort(ORDER);
    return result;
  }

  private static Result walk(Path root, int page) throws IOException {
    Result result = new Result();
    OrderedWalk.Listener listener =
        (path, names, reason) -> {
          result.passOver(path, names);
          boolean mayHoldMetrics =
              !names.isEmpty()
                  && !path.endsWith(".wsp")
                  && !path.toString().replaceAll("\\.wsp$", "").contains(".");
          if (mayHoldMetrics && !result.metrics.isEmpty()) {
            assertThat(ORDER.compare(result.metrics.getLast(), names.replaceAll("\\.$", ".!")))
                .as("%s is told before what comes after it", path)
                .isNegative();
          }
        };
    try (OrderedWalk walk = new OrderedWalk(root, listener, page)) {
      for (var next = walk.next(); next != null; next = walk.next()) {
        assertThat(next.path()).isEqualTo(root.resolve(next.name().path()));
        result.metrics.add(next.name().toString());
      }
    }
    return result;
  }

  @Test
  void findsAllInOrderWhateverThePage() {
    int[] found = new int[2];
    Cases.run(
        25,
        random -> {
          Path tree = Files.createTempDirectory(directory, "tree");
          fill(tree, random, 2);
          Result expected = model(tree);
          for (int page : PAGES) {
            Result result = walk(tree, page);
            assertThat(result.metrics).as("page of %d", page).isEqualTo(expected.metrics);
            assertThat(result.passedOver).as("page of %d", page).isEqualTo(expected.passedOver);
          }
          found[0] += expected.metrics.size();
          found[1] += expected.passedOver.size();
        });
    if (Cases.all()) {
      assertThat(found[0]).isGreaterThan(100);
      assertThat(found[1]).isGreaterThan(100);
    }
  }

  @Test
  void findsWhatIsThereAllTheTimeWhateverElseChanges() {
    Cases.run(
        40,
        random -> {
          Path tree = Files.createTempDirectory(directory, "changing");
          Set<String> always = new TreeSet<>(ORDER);
          Set<String> sometimes = new TreeSet<>(ORDER);
          for (int i = 0; i < 40; i++) {
            (random.nextBoolean() ? always : sometimes).add("a" + random.nextInt(100));
          }
          sometimes.removeAll(always);
          for (String name : always) {
            Files.createFile(tree.resolve(name + ".wsp"));
          }
          List<String> found = new ArrayList<>();
          OrderedWalk.Listener none =
              (path, names, reason) -> {
                throw new AssertionError(path + " was passed over", reason);
              };
          try (OrderedWalk walk = new OrderedWalk(tree, none, 1 + random.nextInt(8))) {
            for (var next = walk.next(); next != null; next = walk.next()) {
              found.add(next.name().toString());
              for (String name : sometimes) {
                Path path = tree.resolve(name + ".wsp");
                if (random.nextInt(4) == 0 && !Files.deleteIfExists(path)) {
                  Files.createFile(path);
                }
              }
            }
          }
          assertThat(found).isSortedAccordingTo(ORDER).doesNotHaveDuplicates().containsAll(always);
          found.removeAll(always);
          assertThat(sometimes).containsAll(found);
        });
  }
}
