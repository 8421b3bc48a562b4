package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.buckytools.samples.Cases;
import org.junit.jupiter.api.Test;

/** Pages of names that are told in any order, some of them twice. */
class NamePageTest {
  private static List<String> drain(NamePage page) {
    List<String> names = new ArrayList<>();
    for (byte[] next = page.next(); next != null; next = page.next()) {
      names.add(new String(next, StandardCharsets.UTF_8));
    }
    return names;
  }

  @Test
  void allPagesTogetherHoldEachNameOnce() {
    Cases.run(
        200,
        random -> {
          int most = 1 + random.nextInt(6);
          List<String> told = new ArrayList<>();
          for (int i = random.nextInt(60); i > 0; i--) {
            told.add("a".repeat(random.nextInt(2)) + random.nextInt(40));
          }
          List<String> found = new ArrayList<>();
          byte[] after = {};
          boolean more = true;
          while (more) {
            NamePage page = new NamePage(after, most);
            for (String name : told) {
              byte[] text = ("<" + name).getBytes(StandardCharsets.UTF_8);
              page.add(text, 1, text.length, '/');
            }
            page.sort();
            more = page.wasCut();
            List<String> names = drain(page);
            assertThat(names).hasSizeLessThanOrEqualTo(most);
            assertThat(names.size() == most || !more).as("a page that was cut is full").isTrue();
            found.addAll(names);
            after = more ? page.last() : after;
          }
          TreeSet<String> expected = new TreeSet<>();
          told.forEach(name -> expected.add(name + "/"));
          assertThat(found).containsExactlyElementsOf(expected);
        });
  }

  @Test
  void aNameMayHaveNothingAfterIt() {
    NamePage page = new NamePage(new byte[0], 2);
    page.add(new byte[] {'b', 'c'}, 0, 2, -1);
    page.add(new byte[] {'b', 'c'}, 0, 1, -1);
    page.sort();
    assertThat(drain(page)).containsExactly("b", "bc");
    assertThat(page.wasCut()).isFalse();
  }
}
