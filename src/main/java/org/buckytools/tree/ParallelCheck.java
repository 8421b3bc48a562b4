package org.buckytools.tree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Examines files on several threads and gives the findings in the order of the files. */
final class ParallelCheck implements AutoCloseable {
  private final ExecutorService workers;
  private final FileCheck check;

  ParallelCheck(int count, FileCheck check) {
    this.workers = Executors.newFixedThreadPool(count);
    this.check = check;
  }

  List<Finding> check(List<Path> files) throws InterruptedException {
    List<Callable<List<Finding>>> work = new ArrayList<>();
    for (Path file : files) {
      work.add(() -> check.check(file));
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

  /** Ends the threads; after an interruption what they do is not awaited. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
