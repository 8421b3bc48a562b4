package org.buckytools.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** What reading an archive to its end came to. */
record Reading(List<ArchivedFile> members, List<String> refused, String damage) {
  static final int LARGEST = 1 << 24;

  static Reading of(byte[] archive) throws IOException, InterruptedException {
    return of(new ByteArrayInputStream(archive), "");
  }

  static Reading of(InputStream archive, String before) throws IOException, InterruptedException {
    TarReader reader = new TarReader(archive, "x.tar", LARGEST, before, name -> true);
    List<ArchivedFile> members = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    Semaphore room = new Semaphore(TarReader.MOST_ROOM);
    try {
      TarReader.Refusals refusals = (name, reason) -> refused.add(name + " " + reason);
      for (ArchivedFile next = reader.next(refusals, room); ; next = reader.next(refusals, room)) {
        if (next == null) {
          return new Reading(members, refused, null);
        }
        members.add(next);
        room.release(TarReader.room(next));
      }
    } catch (DamagedArchiveException damaged) {
      return new Reading(members, refused, damaged.getMessage());
    }
  }

  List<String> names() {
    return members.stream().map(member -> member.name().toString()).toList();
  }
}
