package org.buckytools.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameSetTest {
  @Test
  void knowsWhatItHasSeen() {
    NameSet names = new NameSet();
    for (int i = 0; i < 100_000; i++) {
      assertThat(names.add("servers.web" + i)).isTrue();
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(names.add("servers.web" + i)).isFalse();
    }
    assertThat(names.add("servers.web")).isTrue();
  }
}
