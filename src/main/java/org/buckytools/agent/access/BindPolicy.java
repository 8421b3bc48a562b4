package org.buckytools.agent.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where an agent may listen: on the machine's own loopback addresses always, elsewhere only if it
 * can tell its clients apart, or was told that it need not.
 *
 * @param tokens whether it asks for tokens
 * @param clientCertificates whether it asks for client certificates
 * @param anonymous whether anybody may do anything on purpose
 */
public record BindPolicy(boolean tokens, boolean clientCertificates, boolean anonymous) {

  /** There is no such mixture. */
  public BindPolicy {
    if (anonymous && (tokens || clientCertificates)) {
      throw new IllegalArgumentException(
          "--allow-anonymous lets everybody in, which contradicts "
              + (tokens ? "--auth-jwt-secret-file" : "--tls-client-ca")
              + "; leave one of them out");
    }
  }

  /**
   * Refuses an address that is open to others while anybody could do anything.
   *
   * @throws IOException naming the ways out, or if it is no address of any host
   */
  public void check(InetSocketAddress address) throws IOException {
    InetAddress host = address.getAddress();
    if (host == null) {
      throw new IOException("cannot listen on '" + address.getHostString() + "': no such host");
    }
    if (!host.isLoopbackAddress() && !tokens && !clientCertificates && !anonymous) {
      throw new IOException(
          "will not listen on "
              + host.getHostAddress()
              + ", where other hosts could read and delete metrics without showing who they are."
              + " Give --auth-jwt-secret-file FILE to ask for tokens, or --tls-client-ca FILE to"
              + " ask for client certificates, or --allow-anonymous if the network keeps others"
              + " out; or listen on 127.0.0.1");
    }
  }
}
