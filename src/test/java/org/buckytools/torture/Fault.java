package org.buckytools.torture;

/** What goes wrong in a round. */
enum Fault {
  /** The command is killed. */
  CLIENT,
  /** An agent is killed, whatever it sends and gets just then, and started again soon. */
  AGENT,
  /** An agent is killed and stays away until the command has ended. */
  AGENT_FOR_LONG,
  /** The command and an agent are killed. */
  BOTH,
  /** All agents are killed, as when the power fails. */
  ALL,
  /** Connections to all agents are cut after some bytes, so that bodies end early. */
  CUT,
  /** A host's disk has little room. */
  FULL
}
