package org.buckytools.store.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Supplier;
import org.buckytools.store.Keys;
import org.buckytools.store.Listing;
import org.buckytools.store.NoSuchObjectException;
import org.buckytools.store.ObjectTooLargeException;
import org.buckytools.store.Store;
import org.buckytools.store.TransientStoreException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Objects in a bucket, which must exist. Credentials are found where Amazon's own tools find them,
 * and looked for again when they have expired.
 *
 * <p>An upload carries its MD5, so the server refuses what was changed on the way. A page of a
 * listing is one request for up to 1,000 objects.
 */
public final class S3Store implements Store {
  /** A call of the SDK. */
  private interface Call<T> {
    T on(S3Client client) throws IOException;
  }

  /** What has come of an object, and how large it is. */
  private record Read(byte[] content, long size) {}

  private static final int PAGE = 1000;

  private final String bucket;
  private final S3Faults faults;
  private final S3Clients clients;
  private final int page;

  /** A store in a bucket; nothing is asked of it yet. */
  public S3Store(S3Settings settings) {
    this(settings, () -> DefaultCredentialsProvider.builder().build(), PAGE);
  }

  S3Store(S3Settings settings, Supplier<AwsCredentialsProvider> credentials, int page) {
    this.page = page;
    this.bucket = settings.bucket();
    this.faults = new S3Faults(bucket);
    this.clients = new S3Clients(settings, credentials);
  }

  private <T> T call(String action, Call<T> call) throws IOException {
    S3Client client = null;
    try {
      client = clients.current();
      return call.on(client);
    } catch (SdkException failure) {
      if (S3Faults.isExpiry(failure)) {
        clients.forget(client);
      }
      throw faults.told(action, failure);
    }
  }

  @Override
  public void put(String key, ByteBuffer content) throws IOException {
    Keys.checkLength(Keys.check(key));
    String digest = Base64.getEncoder().encodeToString(md5(content.duplicate()));
    call(
        "put " + key,
        client ->
            client.putObject(
                put -> put.bucket(bucket).key(key).contentMD5(digest),
                RequestBody.fromRemainingByteBuffer(content.duplicate())));
  }

  private static byte[] md5(ByteBuffer content) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(content);
      return md5.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public byte[] get(String key, int limit) throws IOException {
    Keys.check(key);
    return call("get " + key, client -> read(client, key, limit));
  }

  private byte[] read(S3Client client, String key, int limit) throws IOException {
    try {
      // Read by the SDK's call, whose time limit counts for all of it.
      Read read =
          client.getObject(
              get -> get.bucket(bucket).key(key), (answer, in) -> read(answer, in, limit));
      if (read.size() > limit) {
        throw new ObjectTooLargeException(faults.store(), key, read.size(), limit);
      }
      if (read.content().length < read.size()) {
        throw new TransientStoreException(
            faults.store()
                + ": get "
                + key
                + ": it was cut off at "
                + read.content().length
                + " bytes",
            null);
      }
      return read.content();
    } catch (NoSuchKeyException none) {
      throw new NoSuchObjectException(faults.store(), key);
    }
  }

  private static Read read(GetObjectResponse answer, AbortableInputStream in, int limit)
      throws IOException {
    Long told = answer.contentLength();
    byte[] content = {};
    if (told == null) {
      // One more, to notice what is too large.
      content = in.readNBytes((int) Math.min(limit + 1L, Integer.MAX_VALUE - 8));
    } else if (told <= limit) {
      content = in.readNBytes(told.intValue());
    }
    Read read = new Read(content, told == null ? content.length : told);
    if (read.size() > limit) {
      in.abort();
    }
    return read;
  }

  @Override
  public Listing list(String prefix, String after) {
    return new S3Listing((from, token) -> page(prefix, from, token), after);
  }

  private ListObjectsV2Response page(String prefix, String after, String token) throws IOException {
    return call(
        "list " + prefix,
        client ->
            client.listObjectsV2(
                list -> {
                  list.bucket(bucket).maxKeys(page).continuationToken(token);
                  if (!prefix.isEmpty()) {
                    list.prefix(prefix);
                  }
                  if (!after.isEmpty()) {
                    list.startAfter(after);
                  }
                }));
  }

  @Override
  public void delete(String key) throws IOException {
    Keys.check(key);
    call("delete " + key, client -> delete(client, key));
  }

  private DeleteObjectResponse delete(S3Client client, String key) {
    try {
      return client.deleteObject(delete -> delete.bucket(bucket).key(key));
    } catch (NoSuchKeyException none) {
      // Amazon's does not say so, but others do, as Google's.
      return DeleteObjectResponse.builder().build();
    }
  }

  /** Nothing to wait for: an object whose upload was answered is safe. */
  @Override
  public void sync() {}

  @Override
  public void close() {
    clients.close();
  }
}
