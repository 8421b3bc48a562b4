package org.buckytools.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Owners a second on one core, for names of 60 bytes on a ring of 64 nodes: {@code
 * scripts/bench-rings}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RingBenchmark {
  private static final int NAMES = 1 << 14;
  private static final int LENGTH = 60;
  private static final int NODES = 64;

  /** The kind of the ring. */
  @Param public RingKind kind;

  /** How many owners a name has. */
  @Param({"1", "2"})
  public int replicas;

  private final String[] names = new String[NAMES];
  private Lookup lookup;
  private int next;

  /** Builds the ring and the names. */
  @Setup
  public void build() {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      nodes.add(new Node("graphite" + i, 2003, "i" + i));
    }
    lookup = new RingDefinition(kind, nodes, replicas, false).ring().lookup();
    Random random = new Random(1);
    for (int i = 0; i < NAMES; i++) {
      String name = "servers.dc%d.web%05d.".formatted(random.nextInt(4), i);
      names[i] = (name + "x".repeat(LENGTH)).substring(0, LENGTH);
    }
  }

  /** One name. */
  @Benchmark
  public List<Node> owners() {
    next = next + 1 & NAMES - 1;
    return lookup.replicas(names[next]);
  }
}
