package org.buckytools.posix;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Memory for what a thread tells the C library and is told by it, and what is there is good until
 * the thread's next call. Allocated once for a thread: to allocate memory outside Java's heap, and
 * to have it collected, takes longer than most of the calls.
 */
final class CallMemory {
  private static final int USUAL_NAME = 512;
  private static final int STATUS = 256;

  // Not by a lambda, whose first use takes a short command a millisecond.
  private static final ThreadLocal<CallMemory> OF_THREAD =
      new ThreadLocal<>() {
        @Override
        protected CallMemory initialValue() {
          return new CallMemory();
        }
      };

  private final Errno errno = new Errno();
  private final ByteBuffer status = direct(STATUS);
  private final long statusAddress = address(status);
  private final Name name = new Name();
  private final Name otherName = new Name();

  private CallMemory() {}

  /** The calling thread's. Nothing of it may be handed to another. */
  static CallMemory ofThread() {
    return OF_THREAD.get();
  }

  static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  /** Where a direct buffer's position is; whoever takes it keeps the buffer. */
  static long address(ByteBuffer buffer) {
    if (!buffer.isDirect()) {
      throw new IllegalArgumentException("a direct buffer is needed");
    }
    return MemorySegment.ofBuffer(buffer).address();
  }

  /** Where a call of this thread leaves its error number. */
  Errno errno() {
    return errno;
  }

  /** Where the address of a path's bytes is, ended by a zero. */
  long name(Path path) {
    return name.set(path);
  }

  /** The same for a second path of the same call. */
  long otherName(Path path) {
    return otherName.set(path);
  }

  /** The address of an empty name. */
  long noName() {
    return name.set(new byte[0]);
  }

  /** Room for a struct statx. */
  ByteBuffer status() {
    return status;
  }

  long statusAddress() {
    return statusAddress;
  }

  private static final class Name {
    private ByteBuffer bytes = direct(USUAL_NAME);
    private long address = CallMemory.address(bytes);

    long set(Path path) {
      return set(FileName.bytes(path));
    }

    long set(byte[] name) {
      if (name.length >= bytes.capacity()) {
        bytes = direct(2 * name.length);
        address = CallMemory.address(bytes);
      }
      bytes.put(0, name).put(name.length, (byte) 0);
      return address;
    }
  }
}
