package org.buckytools.posix;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.buckytools.reference.Needs;

/**
 * Does something as a user without rights, in a thread of its own whose identity before the file
 * system is another's (setfsuid(2)). That takes root, whom nothing is denied.
 */
public final class Nobody {
  private static final int NOBODY = 65_534;
  private static final MethodHandle SET_USER = handle("setfsuid");
  private static final MethodHandle SET_GROUP = handle("setfsgid");

  private Nobody() {}

  @SuppressWarnings("restricted")
  private static MethodHandle handle(String name) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  /**
   * Does it. Threads that it starts are nobody's too, unless they are virtual. Classes that only it
   * needs must be where nobody may read.
   */
  public static <T> T does(Callable<T> work) throws Exception {
    Needs.that(isRoot(), "becoming another user takes root");
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              become(NOBODY);
              try {
                return work.call();
              } finally {
                become(0);
              }
            });
    Thread.ofPlatform().name("nobody").start(task);
    try {
      return task.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Exception failure) {
        throw failure;
      }
      throw failed;
    }
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static void become(int user) {
    try {
      // In this order going, in which root's rights are lost with the user.
      int group = (int) SET_GROUP.invokeExact(user);
      int before = (int) SET_USER.invokeExact(user);
      if (before < 0 || group < 0) {
        throw new AssertionError("the identity cannot be changed");
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
