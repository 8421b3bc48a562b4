package org.buckytools.ring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buckytools.ring.CRelayWords.Word;

/** A configuration of carbon-c-relay: its {@code cluster} statements that are rings. */
final class CRelayConfiguration {

  private static final Set<String> RINGS = Set.of("carbon_ch", "fnv1a_ch", "jump_fnv1a_ch");
  private static final int HEAD = 3;

  private final Path file;
  private final List<List<Word>> statements;

  CRelayConfiguration(Path file, String text) throws RelayConfigurationException {
    this.file = file;
    this.statements = CRelayWords.statements(file, text);
  }

  RingDefinition ring(Optional<String> name) throws RelayConfigurationException {
    List<List<Word>> clusters =
        statements.stream().filter(s -> s.getFirst().is("cluster") && s.size() > HEAD).toList();
    List<List<Word>> wanted =
        clusters.stream()
            .filter(c -> name.map(name(c)::equals).orElse(RINGS.contains(type(c))))
            .toList();
    if (wanted.size() > 1) {
      throw new RelayConfigurationException(
          file,
          "there are several rings, the clusters "
              + names(wanted)
              + "; name one of them with --cluster");
    }
    if (wanted.isEmpty()) {
      throw new RelayConfigurationException(file, absent(name, clusters));
    }
    List<Word> cluster = wanted.getFirst();
    if (!RINGS.contains(type(cluster))) {
      throw new RelayConfigurationException(
          file, "cluster " + name(cluster) + " is no ring: it is of type " + type(cluster));
    }
    checkRoutes(name(cluster));
    return new Cluster(cluster).ring();
  }

  private String absent(Optional<String> name, List<List<Word>> clusters) {
    boolean includes = statements.stream().anyMatch(s -> s.getFirst().is("include"));
    return "there is no "
        + name.map(wanted -> "cluster " + wanted).orElse("cluster that is a ring")
        + (clusters.isEmpty() ? "" : ", only " + names(clusters))
        + (includes ? "; what it includes is not read: give the file with the cluster" : "");
  }

  private static String name(List<Word> cluster) {
    return cluster.get(1).text();
  }

  private static String type(List<Word> cluster) {
    return cluster.get(2).text();
  }

  private static String names(List<List<Word>> clusters) {
    return String.join(", ", clusters.stream().map(CRelayConfiguration::name).toList());
  }

  // The owner is then that of another key than the name under which the metric is stored.
  private void checkRoutes(String cluster) throws RelayConfigurationException {
    for (List<Word> statement : statements) {
      List<String> words = statement.stream().map(Word::text).toList();
      int route = words.indexOf("route");
      if (statement.getFirst().is("match")
          && route > 0
          && words.subList(route, words.size()).contains("using")
          && words.subList(route, words.size()).contains(cluster)) {
        throw new RelayConfigurationException(
            file, "cluster " + cluster + " is sent metrics by 'route using', not by their names");
      }
    }
  }

  /** The statement of one ring. */
  private final class Cluster {
    private final List<Word> words;
    private int at = HEAD;

    Cluster(List<Word> words) {
      this.words = words;
    }

    RingDefinition ring() throws RelayConfigurationException {
      int replicas = skip("replication") ? number(take("how many follows replication")) : 1;
      skip("dynamic");
      List<Node> nodes = new ArrayList<>();
      while (at < words.size()) {
        nodes.add(node());
      }
      return new RingDefinition(
          RingKind.named(type(words), Optional.of(Relay.C_RELAY)), nodes, replicas, false);
    }

    private Node node() throws RelayConfigurationException {
      String address = take("a host is expected").text();
      String instance = skip("=") ? instance(take("an instance follows =")) : "";
      if (skip("proto")) {
        take("udp or tcp follows proto");
      }
      if (skip("type")) {
        take("linemode follows type");
      }
      if (skip("transport")) {
        take("plain or a compression follows transport");
        skip("ssl");
      }
      return node(address, instance);
    }

    // The last colon parts the port off, whatever stands before it.
    private static Node node(String address, String instance) {
      int colon = address.endsWith("]") ? -1 : address.lastIndexOf(':');
      String host = colon < 0 ? address : address.substring(0, colon);
      if (host.startsWith("[") && host.endsWith("]")) {
        host = host.substring(1, host.length() - 1);
      } else if (host.endsWith(":")) {
        throw new InvalidRingException(
            "carbon-c-relay does not understand '"
                + address
                + "': put an IPv6 address in brackets");
      }
      int port = colon < 0 ? 0 : Node.port(address, address.substring(colon + 1));
      return new Node(host, port, instance);
    }

    // Digits are read as a number, so 007 is 7.
    private String instance(Word word) throws RelayConfigurationException {
      boolean digits = word.text().chars().allMatch(unit -> unit >= '0' && unit <= '9');
      return digits && !word.quoted() ? Integer.toString(number(word)) : word.text();
    }

    private int number(Word word) throws RelayConfigurationException {
      try {
        return Integer.parseInt(word.text());
      } catch (NumberFormatException e) {
        throw new RelayConfigurationException(
            file, "cluster " + name(words) + ": '" + word.text() + "' is no number");
      }
    }

    private boolean skip(String keyword) {
      boolean there = at < words.size() && words.get(at).is(keyword);
      at += there ? 1 : 0;
      return there;
    }

    private Word take(String expected) throws RelayConfigurationException {
      if (at == words.size() || words.get(at).is("=")) {
        throw new RelayConfigurationException(file, "cluster " + name(words) + ": " + expected);
      }
      return words.get(at++);
    }
  }
}
