package org.buckytools.store.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import org.buckytools.store.StoreException;
import org.buckytools.store.TransientStoreException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells the SDK's failures by what can be done about them. */
final class S3Faults {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int INSUFFICIENT_STORAGE = 507;

  private static final Set<String> EXPIRY =
      Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired");
  private static final Set<String> PASSING =
      Set.of(
          "BadDigest",
          "InternalError",
          "OperationAborted",
          "RequestTimeout",
          "RequestTimeoutException",
          "SlowDown",
          "Throttling",
          "ThrottlingException",
          "XAmzContentSHA256Mismatch");

  private final String bucket;

  S3Faults(String bucket) {
    this.bucket = bucket;
  }

  /** What the store is called in messages. */
  String store() {
    return "s3://" + bucket;
  }

  static boolean isExpiry(SdkException failure) {
    return failure instanceof AwsServiceException answer && EXPIRY.contains(code(answer));
  }

  IOException told(String action, SdkException failure) {
    String what = store() + ": " + action.strip() + ": ";
    if (failure instanceof AwsServiceException answer) {
      return answered(what, answer);
    }
    if (failure instanceof AbortedException) {
      Thread.currentThread().interrupt();
      return new InterruptedIOException(what + "interrupted");
    }
    if (failure instanceof ApiCallAttemptTimeoutException) {
      return new TransientStoreException(what + "no answer in time", failure);
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return new TransientStoreException(what + words(io), failure);
      }
    }
    return new StoreException(what + setting(String.valueOf(failure.getMessage())), failure);
  }

  /** What has to be set, where the SDK lists its classes that look for it. */
  private static String setting(String message) {
    if (message.startsWith("Unable to load region")) {
      return "which region? Put ?region=NAME behind the store's location, or set AWS_REGION";
    }
    if (message.startsWith("Unable to load credentials")) {
      return "there are no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or have"
          + " them where Amazon's tools look: ~/.aws/credentials, the role of the machine";
    }
    return message;
  }

  private static String words(IOException failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  private IOException answered(String what, AwsServiceException answer) {
    String code = code(answer);
    int status = answer.statusCode();
    if (code.equals("NoSuchBucket")) {
      return new StoreException(
          "there is no bucket " + bucket + "; create it, or correct the store's location", answer);
    }
    String text = what + status + " " + (code.isEmpty() ? "" : code + ": ") + message(answer);
    boolean passing =
        status == REQUEST_TIMEOUT
            || status == TOO_MANY_REQUESTS
            || (status >= SERVER_ERROR && status != INSUFFICIENT_STORAGE)
            || PASSING.contains(code)
            || EXPIRY.contains(code);
    return passing ? new TransientStoreException(text, answer) : new StoreException(text, answer);
  }

  private static String code(AwsServiceException answer) {
    String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  private static String message(AwsServiceException answer) {
    String text = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
    return text == null ? "(the server says no more)" : text.strip();
  }
}
