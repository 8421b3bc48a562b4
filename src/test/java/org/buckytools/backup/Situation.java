package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.buckytools.codec.Algorithm;
import org.buckytools.metric.Glob;
import org.buckytools.progress.Progress;
import org.buckytools.samples.RawWhisper;
import org.buckytools.store.MemoryStore;
import org.buckytools.store.Store;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;

/** A tree, a store, a clock, and what was told, for tests of backups. */
final class Situation implements BackupListener, RestoreListener {
  private static final Header HEADER =
      Header.of(Aggregation.AVERAGE, 0.5f, Retention.parseList("60:60,3600:48"));
  private static final long BEGIN = Instant.parse("2026-05-04T03:02:01Z").getEpochSecond();

  final Path tree;
  final MemoryStore store = new MemoryStore();
  final List<String> told = Collections.synchronizedList(new ArrayList<>());
  long now = BEGIN;
  Algorithm algorithm = Algorithm.GZ;
  int retention = 5;
  int purgeDays = -1;
  boolean alone = true;
  boolean fallback;
  Optional<Path> state = Optional.empty();
  boolean trust = true;
  String storagePath = "";

  Situation(Path tree) {
    this.tree = tree;
  }

  InstantSource clock() {
    return () -> Instant.ofEpochSecond(now);
  }

  /** A whisper file whose newest point is a value at the present. */
  byte[] file(double value) {
    RawWhisper file = new RawWhisper(HEADER);
    long interval = BEGIN - BEGIN % 60;
    return file.put(0, 0, interval, value).put(0, 1, interval - 59 * 60, 1).bytes();
  }

  Path put(String metric, byte[] content) throws IOException {
    Path file = tree.resolve(metric.replace('.', '/') + ".wsp");
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  BackupReport backUp(String... globs) throws IOException, InterruptedException {
    return backUp(store, globs);
  }

  BackupReport backUp(Store into, String... globs) throws IOException, InterruptedException {
    Duration purge = Duration.ofDays(purgeDays);
    return new Backup(into, clock(), this, Progress.NONE)
        .run(
            tree,
            new BackupOptions(
                storagePath,
                matching(globs),
                algorithm,
                retention,
                purge,
                2,
                Duration.ofSeconds(10),
                alone,
                state,
                trust));
  }

  RestoreReport restore(Path into, long until, String... globs)
      throws IOException, InterruptedException {
    return new Restore(store, clock(), this, Progress.NONE)
        .run(
            into,
            new RestoreOptions(
                storagePath, matching(globs), until, fallback, 2, Duration.ofSeconds(10), 1 << 20));
  }

  RestoreReport restore(Path into) throws IOException, InterruptedException {
    return restore(into, Long.MAX_VALUE);
  }

  static Predicate<String> matching(String... globs) {
    List<Glob> all = List.of(globs).stream().map(Glob::of).toList();
    return name -> all.isEmpty() || all.stream().anyMatch(glob -> glob.test(name));
  }

  List<String> keys() {
    return store.objects.keySet().stream().filter(key -> !key.contains("manifest")).toList();
  }

  /** Stores a version as whisper-backup does, by the rules of its format and nothing of ours. */
  void storeByHand(String metric, String date, String suffix, byte[] stored, byte[] plain) {
    store.objects.put(metric + "/" + date + suffix, stored);
    store.objects.put(
        metric + "/" + date + ".sha1", sha1(plain).getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Checks that each version in the store is whole; gives how many there are. */
  long verify() throws IOException, InterruptedException {
    Verify.Report report =
        new Verify(store, new Random(1), this, Progress.NONE)
            .run(new Verify.Options(storagePath, name -> true, 1, 2, 1 << 20));
    assertThat(report.isSound()).as("%s", told).isTrue();
    return report.sound();
  }

  ByteBuffer content(String key) {
    return ByteBuffer.wrap(store.objects.get(key));
  }

  @Override
  public void failed(String what, IOException failure) {
    told.add("failed " + what + ": " + failure.getMessage());
  }

  @Override
  public void passedOver(Path path, IOException reason) {
    told.add("passed over " + tree.relativize(path) + ": " + reason.getMessage());
  }

  @Override
  public void warning(String text) {
    told.add("warning: " + text);
  }

  @Override
  public void damaged(Version version, IOException reason) {
    told.add("damaged " + version + ": " + reason.getMessage());
  }

  @Override
  public void offered(Version older) {
    told.add("offered " + older);
  }

  @Override
  public void used(Version older) {
    told.add("used " + older);
  }

  @Override
  public void refused(String reason) {
    told.add("refused: " + reason);
  }
}
