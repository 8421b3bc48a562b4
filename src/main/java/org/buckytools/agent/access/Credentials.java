package org.buckytools.agent.access;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the sender of a request shows of himself.
 *
 * @param token of the header {@code X-Buckyd-Authorization}, or of {@code Authorization: Bearer}
 * @param certificates of a client that TLS has verified, its own first; else empty
 */
public record Credentials(Optional<String> token, List<X509Certificate> certificates) {}
