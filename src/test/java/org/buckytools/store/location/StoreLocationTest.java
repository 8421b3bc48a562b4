package org.buckytools.store.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
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
  @ValueSource(strings = {"", "ftp://x/y", "file://host/dir", "file:///a?b=c"})
  void refusesOthers(String text) {
    assertThatThrownBy(() -> StoreLocation.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give a directory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:bucket",
        "s3://",
        "s3:///prefix",
        "s3://bucket/a//b",
        "s3://bucket/../b",
        "s3://bucket?regoin=x",
        "s3://bucket?path-style=1",
        "s3://bucket?endpoint=ftp%20x",
        "swift://",
        "swift://container?region=x"
      })
  void refusesBucketsThatAreNone(String text) {
    assertThatThrownBy(() -> StoreLocation.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesBucketsAndContainers() {
    String s3 = "s3://bucket/a/b?endpoint=http://127.0.0.1:9000&path-style=true&region=x";
    assertThat(StoreLocation.parse(s3)).hasToString(s3);
    assertThat(StoreLocation.parse("s3://bucket/?region=x")).hasToString("s3://bucket?region=x");
    assertThat(StoreLocation.parse("swift://container/a%20b/"))
        .hasToString("swift://container/a b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket?secret_key=SECRET",
        "s3://bucket?region=x&secret_key=SECRET#",
        "s3://bucket?secret_key=SECRET^",
        "s3://bucket?endpoint=https://user:SECRET%40host",
        "swift://container?key=SECRET"
      })
  void doesNotRepeatWhatMayBeCredentials(String text) {
    assertThatThrownBy(() -> StoreLocation.parse(text).open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void doesNotRepeatCredentials() {
    assertThatThrownBy(() -> StoreLocation.parse("s3://AKIAX:secret@bucket/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("environment")
        .hasMessageNotContaining("secret");
  }

  @Test
  void tellsWhichVariablesSwiftNeeds() {
    StoreLocation swift = StoreLocation.parse("swift://container");
    assertThatThrownBy(swift::open).hasMessageContaining("Set ST_AUTH, ST_USER and ST_KEY, or OS_");
    UnaryOperator<String> half = name -> name.equals("ST_AUTH") ? "http://localhost/auth" : "";
    assertThatThrownBy(() -> swift.in(half).open()).hasMessageContaining("set ST_USER too");
  }
}
