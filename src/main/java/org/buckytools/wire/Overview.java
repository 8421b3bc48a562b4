package org.buckytools.wire;

import java.io.IOException;
import java.util.List;

/**
 * The cluster as one agent sees it: {@link Api#OVERVIEW}. Times are seconds since 1970.
 *
 * @param name which of the ring's hosts the agent is
 * @param time when it was asked
 * @param ring what most agents have
 * @param hosts all of the ring, in its order, and the agent itself if it is none of them
 */
public record Overview(String name, long time, Ring ring, List<Host> hosts) {
  /** How it is written in JSON. */
  public static final WireJson<Overview> JSON =
      new WireJson<>(
          in ->
              new Overview(
                  in.text("Name"),
                  in.number("Time"),
                  Ring.read(in.object("Ring")),
                  in.objects("Hosts", Host::read)),
          (overview, out) ->
              out.text("Name", overview.name)
                  .number("Time", overview.time)
                  .object("Ring", overview.ring, Ring::write)
                  .objects("Hosts", overview.hosts, Host::write));

  /** What a host's agent is known to do. */
  public enum State {
    /** It has answered the last time. */
    ANSWERING,
    /** It has been asked and may still answer. */
    ASKED,
    /** It has not answered the last time, or not as it should. */
    SILENT;

    /** As it is written. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * The ring.
   *
   * @param algo the hash's name
   * @param relay whose meaning of the name it is
   * @param replicas how many owners a metric has
   * @param diverse whether no host owns a metric twice
   * @param nodes how many there are
   */
  public record Ring(String algo, String relay, int replicas, boolean diverse, int nodes) {
    private static Ring read(JsonFields in) throws IOException {
      return new Ring(
          in.text("Algo"),
          in.text("Relay"),
          in.smallNumber("Replicas"),
          in.flag("Diverse"),
          in.smallNumber("Nodes"));
    }

    private void write(FieldWriter out) throws IOException {
      out.text("Algo", algo)
          .text("Relay", relay)
          .number("Replicas", replicas)
          .flag("Diverse", diverse)
          .number("Nodes", nodes);
    }
  }

  /**
   * A host.
   *
   * @param host as the ring's nodes have it
   * @param state what is known of its agent, in one word
   * @param error why it is silent, for people; empty if it is not
   * @param answered when its agent answered last; 0 if it never has
   * @param difference in which way its ring is another than most have; empty if it is the same
   * @param share of all copies of metrics that the ring gives it, 0 to 1
   * @param status as its agent told it last; null if it never has, as a plain buckyd
   */
  public record Host(
      String host,
      State state,
      String error,
      long answered,
      String difference,
      double share,
      AgentStatus status) {
    private static Host read(JsonFields in) throws IOException {
      String word = String.valueOf(in.text("State"));
      State state = State.SILENT;
      for (State one : State.values()) {
        state = one.word().equals(word) ? one : state;
      }
      AgentStatus status = AgentStatus.read(in.object("Status"));
      return new Host(
          in.text("Host"),
          state,
          in.text("Error"),
          in.number("Answered"),
          in.text("Difference"),
          in.decimal("Share"),
          status.name() == null ? null : status);
    }

    private void write(FieldWriter out) throws IOException {
      out.text("Host", host)
          .text("State", state.word())
          .text("Error", error)
          .number("Answered", answered)
          .text("Difference", difference)
          .decimal("Share", share);
      if (status != null) {
        out.object("Status", status, AgentStatus::write);
      }
    }
  }
}
