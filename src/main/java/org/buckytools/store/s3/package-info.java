/**
 * A store in a bucket of S3 or of whatever speaks its protocol, through Amazon's SDK, which nothing
 * else knows.
 *
 * <p>An object's key is its key in the bucket. Nothing here knows what is stored.
 */
package org.buckytools.store.s3;
