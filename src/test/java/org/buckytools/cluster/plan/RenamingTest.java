package org.buckytools.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenamingTest {

  @Test
  void nothingIsBothFilledAndFilledFrom() throws Exception {
    assertThatThrownBy(() -> Renaming.within(Map.of("a", "b", "b", "c")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("a would be filled into b, and that into c; ");
    assertThatThrownBy(() -> Renaming.within(Map.of("a", "a")))
        .isInstanceOf(IOException.class)
        .hasMessage("a would be filled into itself; leave it out");
    assertThat(Renaming.within(Map.of("a", "b", "c", "b"))).isNotNull();
  }

  @Test
  void tellsWhatIsNowhere() throws Exception {
    Map<String, String> map = Map.of("a", "x", "b", "y");
    Renaming renaming = Renaming.across();
    assertThat(renaming.missing(map)).isEqualTo(map);
    renaming.add("a", "x", List.of());
    assertThat(renaming.missing(map)).containsExactly(Map.entry("b", "y"));
  }

  @Test
  void refusesWhatIsNoName() {
    assertThatThrownBy(() -> Renaming.across().add("a", "b..c", List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("a cannot become b..c: ");
  }
}
