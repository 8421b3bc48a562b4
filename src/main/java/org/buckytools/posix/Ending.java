package org.buckytools.posix;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Ends the process at once. Java itself waits 0.3 s at its end for threads in native code, and the
 * one that waits for sockets on behalf of virtual threads is always there.
 */
public final class Ending {
  private Ending() {}

  /**
   * Ends it with a code; nothing is waited for, and no hook is run. Returns only where the system
   * lets nobody do that.
   */
  @SuppressWarnings("restricted") // The launcher allows native access.
  public static void now(int code) {
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle exit =
          linker.downcallHandle(
              linker.defaultLookup().find("_exit").orElseThrow(),
              FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
      exit.invokeExact(code);
    } catch (Throwable forbidden) {
      // The caller ends the process in Java's own way, which takes longer and does the same.
    }
  }
}
