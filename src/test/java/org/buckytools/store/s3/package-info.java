/** The store in S3, on real servers and on one that fails. */
package org.buckytools.store.s3;
