package org.buckytools.tree;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Examines files on several threads and gives the findings in the order of the files. */
final class ParallelCheck implements AutoCloseable {
  private final ExecutorService workers;
  private final Deque<FileCheck> idle = new ArrayDeque<>();

  ParallelCheck(int count, Supplier<FileCheck> checks) {
    workers = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      idle.add(checks.get());
    }
  }

  List<Finding> check(List<Path> files) throws InterruptedException {
    List<Callable<List<Finding>>> work = new ArrayList<>();
    for (Path file : files) {
      work.add(() -> check(file));
    }
    List<Finding> findings = new ArrayList<>();
    for (Future<List<Finding>> result : workers.invokeAll(work)) {
      try {
        findings.addAll(result.get());
      } catch (ExecutionException failure) {
        throw new IllegalStateException(failure.getCause());
      }
    }
    return findings;
  }

  private List<Finding> check(Path file) {
    FileCheck check;
    synchronized (idle) {
      // There are as many as threads, so one is left.
      check = idle.pop();
    }
    try {
      return check.check(file);
    } finally {
      synchronized (idle) {
        idle.push(check);
      }
    }
  }

  /** Ends the threads; after an interruption what they do is not awaited. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
