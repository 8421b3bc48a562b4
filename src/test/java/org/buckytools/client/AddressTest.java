package org.buckytools.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "web1, web1:4242, false",
    "web1:80, web1:80, false",
    "http://web1:80/, web1:80, false",
    "https://web1, web1:4242, true",
    "HTTPS://web1:1/, web1:1, true",
    "::1, [::1]:4242, false",
    "[::1], [::1]:4242, false",
    "[::1]:99, [::1]:99, false",
    "fe80::1%eth0, [fe80::1%eth0]:4242, false"
  })
  void reads(String text, String address, boolean tls) {
    assertThat(Address.parse(text).toString()).isEqualTo(address);
    assertThat(Address.parse(text).tls()).isEqualTo(tls);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "web1:",
        "web1:0",
        "web1:65536",
        "web1:x",
        "web 1",
        "web1\r\nX: y",
        "a/b",
        "user@web1",
        "[::1]x:80",
        "web1\u001b[2J",
        "http://"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> Address.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\u001b", "\r");
  }
}
