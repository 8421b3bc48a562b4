package org.buckytools.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeTest {

  @ParameterizedTest
  @CsvSource({
    "h, h, 0, '', h",
    "h.example:2003, h.example, 2003, '', h.example:2003",
    "h=a, h, 0, a, h=a",
    "10.0.0.1:2003=a, 10.0.0.1, 2003, a, 10.0.0.1:2003=a",
    "10.0.0.1:2004:a, 10.0.0.1, 2004, a, 10.0.0.1:2004=a",
    "h:1=a b=c;d, h, 1, a b=c;d, h:1=a b=c;d",
    "h=a:b, h, 0, a:b, h=a:b",
    "[::1], ::1, 0, '', [::1]",
    "[::1]:2003=x, ::1, 2003, x, [::1]:2003=x",
    "[fe80::1%eth0]:2004:b, fe80::1%eth0, 2004, b, [fe80::1%eth0]:2004=b",
    "h:65535, h, 65535, '', h:65535",
    "h:9909, h, 9909, '', h:9909",
    "azAZ09._-, azAZ09._-, 0, '', azAZ09._-",
    "h=a~ b, h, 0, a~ b, h=a~ b"
  })
  void isRead(String text, String host, int port, String instance, String printed) {
    Node node = Node.parse(text);
    assertThat(node).isEqualTo(new Node(host, port, instance)).hasToString(printed);
    assertThat(Node.parse(node.toString())).isEqualTo(node);
  }

  @Test
  void differentNodesAreNotEqual() {
    Node node = new Node("a", 1, "x");
    assertThat(node).hasSameHashCodeAs(new Node("a", 1, "x"));
    for (Object other :
        List.of(new Node("b", 1, "x"), new Node("a", 2, "x"), new Node("a", 1, "y"), "a:1=x")) {
      assertThat(node).isNotEqualTo(other);
      assertThat(node.hashCode()).isNotEqualTo(other.hashCode());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', a node has no host",
    ":2003, a node has no host",
    "=x, a node has no host",
    "h=, nothing after",
    "h:, '' is no port",
    "h:0, '0' is no port from 1 to 65535",
    "h:65536, '65536' is no port",
    "h:x, 'x' is no port",
    "h:1/, '1/' is no port",
    "h:-1, '-1' is no port",
    "h:1:, give one instance",
    "h:1:a=b, give one instance",
    "::1, in brackets",
    "fe80::1:2003, in brackets",
    "1:2:3:4, in brackets",
    "[::1, ']' is missing",
    "[::1]2003, there is no ':'",
    "h h, a host is letters",
    "h/x, a host is letters",
    "h@, a host is letters",
    "h{, a host is letters",
    "h`, a host is letters",
    "hé, a host is letters",
    "hö, a host is letters",
    "h=ä, an instance is ASCII",
    "h=a\\b, an instance is ASCII",
    "h=a\u007f, an instance is ASCII",
    "h=a\u001f.b, an instance is ASCII"
  })
  void isRefused(String text, String reason) {
    assertThatThrownBy(() -> Node.parse(text))
        .isInstanceOf(InvalidRingException.class)
        .hasMessageContaining(reason);
  }
}
