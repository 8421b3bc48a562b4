package org.buckytools.store.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.buckytools.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locations as they are typed. */
class StoreLocationTest {
  @TempDir Path directory;

  @Test
  void namesADirectoryInSeveralWays() throws IOException {
    for (String text :
        new String[] {
          directory + "/s", "file://" + directory + "/s", "disk:" + directory + "/x/../s"
        }) {
      StoreLocation location = StoreLocation.parse(text);
      assertThat(location).hasToString(directory + "/s");
      try (Store store = location.open()) {
        store.put("a", ByteBuffer.allocate(1));
      }
      assertThat(directory.resolve("s/a")).exists();
    }
    assertThat(StoreLocation.parse("file:///with%20space")).hasToString("/with space");
    assertThat(StoreLocation.parse("noop:")).hasToString("noop:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3://bucket", "ftp://x/y", "file://host/dir", "file:///a?b=c"})
  void refusesOthers(String text) {
    assertThatThrownBy(() -> StoreLocation.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give a directory");
  }
}
