package org.buckytools.agent.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindPolicyTest {
  private static final BindPolicy OPEN = new BindPolicy(false, false, false);

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.3", "127.255.255.254", "::1", "::ffff:127.0.0.1"})
  void loopbackNeedsNothing(String host) throws IOException {
    OPEN.check(new InetSocketAddress(host, 4242));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "::", "10.1.2.3", "128.0.0.1", "fe80::1", "::ffff:10.0.0.1", "fd00::1"})
  void anythingWiderNeedsOneOfThree(String host) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, 4242);
    assertThatIOException()
        .isThrownBy(() -> OPEN.check(address))
        .withMessageContainingAll(
            "--auth-jwt-secret-file", "--tls-client-ca", "--allow-anonymous", "127.0.0.1");
    new BindPolicy(true, false, false).check(address);
    new BindPolicy(false, true, false).check(address);
    new BindPolicy(false, false, true).check(address);
  }

  @Test
  void aHostThatIsNoneIsNamed() {
    assertThatIOException()
        .isThrownBy(() -> OPEN.check(InetSocketAddress.createUnresolved("nowhere.invalid", 4242)))
        .withMessageContaining("'nowhere.invalid'");
  }

  @Test
  void nobodyAsksForTokensFromAnybody() {
    assertThatThrownBy(() -> new BindPolicy(true, false, true))
        .hasMessageContaining("contradicts --auth-jwt-secret-file");
    assertThatThrownBy(() -> new BindPolicy(false, true, true))
        .hasMessageContaining("contradicts --tls-client-ca");
    assertThat(new BindPolicy(true, true, false).tokens()).isTrue();
  }
}
