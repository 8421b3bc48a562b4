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
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
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
    try (ResponseInputStream<GetObjectResponse> in =
        client.getObject(get -> get.bucket(bucket).key(key))) {
      long size = in.response().contentLength();
      if (size > limit) {
        in.abort();
        throw new ObjectTooLargeException(faults.store(), key, size, limit);
      }
      byte[] content = read(in, key, (int) size);
      if (content.length != size) {
        throw new TransientStoreException(
            faults.store() + ": get " + key + ": it was cut off at " + content.length + " bytes",
            null);
      }
      return content;
    } catch (NoSuchKeyException none) {
      throw new NoSuchObjectException(faults.store(), key);
    }
  }

  private byte[] read(ResponseInputStream<GetObjectResponse> in, String key, int size)
      throws TransientStoreException {
    try {
      return in.readNBytes(size);
    } catch (IOException failure) {
      throw new TransientStoreException(
          faults.store() + ": get " + key + ": " + failure.getMessage(), failure);
    }
  }

  @Override
  public Listing list(String prefix, String after) {
    return new S3Listing(from -> page(prefix, from), after);
  }

  private ListObjectsV2Response page(String prefix, String after) throws IOException {
    return call(
        "list " + prefix,
        client ->
            client.listObjectsV2(
                list -> {
                  list.bucket(bucket).maxKeys(page);
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
    call("delete " + key, client -> client.deleteObject(delete -> delete.bucket(bucket).key(key)));
  }

  /** Nothing to wait for: an object whose upload was answered is safe. */
  @Override
  public void sync() {}

  @Override
  public void close() {
    clients.close();
  }
}
