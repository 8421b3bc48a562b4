package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HostNameTest {
  @Test
  void isWhatUnameTells() throws IOException {
    Process uname = new ProcessBuilder("uname", "-n").start();
    String name = new String(uname.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(HostName.read()).isEqualTo(name.strip()).isNotEmpty();
  }
}
