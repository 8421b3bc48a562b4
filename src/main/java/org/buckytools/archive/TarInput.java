package org.buckytools.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads an archive as a stream, member by member, whichever tar wrote it. Believes no number before
 * it is checked, and buffers no more of the headers than {@link #MOST_METADATA}. Not thread-safe.
 *
 * <p>Written for this purpose, because of what libraries do with hostile archives:
 * docs/decisions/tar.md.
 */
final class TarInput {
  /** The most bytes that long names and pax records of a member may take. */
  static final int MOST_METADATA = 1 << 20;

  private final TarStream in;
  private long rest;
  private int number = -1;

  /**
   * @param in is read in large pieces where that matters
   * @param archive its name, for errors
   */
  TarInput(InputStream in, String archive) {
    this.in = new TarStream(in, archive);
  }

  /**
   * Goes on to the next member.
   *
   * @return null at the end
   * @throws DamagedArchiveException if there is none and no end either
   */
  TarEntry next() throws IOException {
    in.skip(rest);
    rest = 0;
    in.inside(null);
    long start = in.position();
    byte[] longName = null;
    byte[] longLink = null;
    PaxRecords pax = PaxRecords.NONE;
    long metadata = 0;
    while (true) {
      TarHeader header = in.header();
      if (header == null) {
        in.drain();
        return null;
      }
      try {
        long size = header.size();
        char type = header.type();
        if (type == TarFormat.LONG_NAME || type == TarFormat.LONG_LINK || isPax(type)) {
          metadata += TarFormat.BLOCK + size;
          if (size > MOST_METADATA || metadata > MOST_METADATA) {
            throw new MalformedException(
                "names and records of more than " + MOST_METADATA + " bytes");
          }
          byte[] data = in.read((int) size);
          in.skip(TarFormat.padding(size));
          switch (type) {
            case TarFormat.LONG_NAME -> longName = data;
            case TarFormat.LONG_LINK -> longLink = data;
            default -> pax = PaxRecords.parse(data);
          }
        } else if (type == TarFormat.GLOBAL_PAX || type == TarFormat.LABEL) {
          in.skip(size + TarFormat.padding(size));
        } else {
          number++;
          return entry(header, longName, longLink, pax);
        }
      } catch (MalformedException wrong) {
        throw in.damaged("the header at byte " + start + " has " + wrong.getMessage(), wrong);
      }
    }
  }

  private static boolean isPax(char type) {
    return type == TarFormat.PAX || type == TarFormat.SUN_PAX;
  }

  /** The current member's number, from 0. */
  int number() {
    return number;
  }

  private TarEntry entry(TarHeader header, byte[] longName, byte[] longLink, PaxRecords pax)
      throws IOException {
    char type = header.type();
    String name = first(pax.text("GNU.sparse.name"), pax.text("path"), text(longName));
    name = name == null ? header.name() : name;
    in.inside(name);
    String link = first(pax.text("linkpath"), text(longLink), header.link());
    // What the sizes of these say differs from tar to tar; none has data.
    boolean without = type >= TarFormat.HARD_LINK && type <= TarFormat.PIPE;
    long stored = without ? 0 : pax.number("size", header.size());
    if (stored > Long.MAX_VALUE - TarFormat.BLOCK) {
      throw new MalformedException("a size of " + stored + " bytes");
    }
    long size = stored;
    SparseMap sparse = null;
    boolean mapInData = false;
    if (type == TarFormat.SPARSE) {
      sparse = new SparseMap();
      size = blocksOf(header, sparse);
      size = pax.number("SCHILY.realsize", size);
    } else if (pax.number("GNU.sparse.major", 0) == 1) {
      sparse = new SparseMap();
      size = pax.number("GNU.sparse.realsize", stored);
      mapInData = true;
    } else {
      List<Long> pairs = pax.sparsePairs();
      if (pairs != null) {
        sparse = new SparseMap();
        sparse.addAll(pairs);
        size = pax.number("GNU.sparse.size", stored);
      }
    }
    rest = stored + TarFormat.padding(stored);
    return new TarEntry(
        name,
        type,
        link,
        header.mode(),
        pax.modified(header.modified()),
        size,
        stored,
        sparse,
        mapInData);
  }

  /** Reads the map of a sparse member; returns its real size. */
  private long blocksOf(TarHeader header, SparseMap sparse) throws IOException {
    boolean star = header.isStar();
    sparse.addFrom(
        header,
        star ? TarFormat.STAR_SPARSE_AT : TarFormat.GNU_SPARSE_AT,
        TarFormat.SPARSE_IN_HEADER);
    boolean more = header.flag(star ? TarFormat.STAR_EXTENDED_AT : TarFormat.GNU_EXTENDED_AT);
    while (more) {
      TarHeader block = new TarHeader(in.read(TarFormat.BLOCK));
      sparse.addFrom(block, 0, TarFormat.SPARSE_IN_BLOCK);
      more = block.flag(TarFormat.EXTENDED_AT);
    }
    return header.number(
        star ? TarFormat.STAR_REAL_SIZE_AT : TarFormat.GNU_REAL_SIZE_AT, TarFormat.LARGE_SIZE);
  }

  private static String first(String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null) {
        return candidate;
      }
    }
    return null;
  }

  private static String text(byte[] data) {
    if (data == null) {
      return null;
    }
    int end = 0;
    while (end < data.length && data[end] != 0) {
      end++;
    }
    return new String(data, 0, end, StandardCharsets.UTF_8);
  }

  /**
   * Reads the file of the current member.
   *
   * @param entry what {@link #next} has returned, of a size that was found good
   * @throws MalformedException if it cannot be made of what is stored; the next member can be read
   */
  byte[] content(TarEntry entry) throws IOException {
    int size = (int) entry.size();
    if (entry.sparse() == null) {
      byte[] content = in.read(size);
      rest -= size;
      return content;
    }
    long stored = entry.stored();
    if (entry.mapInData()) {
      stored = readMap(entry.sparse(), stored);
    }
    entry.sparse().check(size, stored);
    byte[] content = new byte[size];
    for (int part = 0; part < entry.sparse().count(); part++) {
      int length = (int) entry.sparse().length(part);
      in.read(content, (int) entry.sparse().offset(part), length);
      rest -= length;
    }
    return content;
  }

  /** Reads the lines of numbers that format 1.0 puts before the data; returns what is left. */
  private long readMap(SparseMap sparse, long stored) throws IOException {
    byte[] block = {};
    int at = 0;
    long left = stored;
    long[] pair = new long[2];
    long count = -1;
    long number = 0;
    int digits = 0;
    long numbers = 0;
    while (count < 0 || numbers < 2 * count) {
      if (at == block.length) {
        if (left < TarFormat.BLOCK) {
          throw new MalformedException("its sparse map is cut off");
        }
        block = in.read(TarFormat.BLOCK);
        rest -= TarFormat.BLOCK;
        left -= TarFormat.BLOCK;
        at = 0;
      }
      byte unit = block[at++];
      if (unit >= '0' && unit <= '9' && digits < 18) {
        number = number * 10 + unit - '0';
        digits++;
      } else if (unit == '\n' && digits > 0) {
        if (count < 0) {
          count = number;
        } else {
          pair[(int) (numbers % 2)] = number;
          numbers++;
          if (numbers % 2 == 0) {
            sparse.add(pair[0], pair[1]);
          }
        }
        number = 0;
        digits = 0;
      } else {
        throw new MalformedException("its sparse map holds what is no number");
      }
    }
    return left;
  }
}
