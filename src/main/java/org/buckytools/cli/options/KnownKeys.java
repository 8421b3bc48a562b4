package org.buckytools.cli.options;

/**
 * The long names of all options, so that a key that no command knows is told by every command,
 * without loading the others. A test holds this equal to what commands declare.
 */
public final class KnownKeys {
  /** In alphabetical order, parted by white space. */
  public static final String WORDS =
      """
      agg aggregation aggregationMethod algorithm allow-agent allow-anonymous allowed-dsts analyze
      api-token-file archive auth-jwt-secret-file bind cache-path carbon carbon-prefix cluster
      columns count date days debug delete delete-source depth directory diverse drop end
      error-tolerance estimate expires fallback field file filter fix force from
      from-coarser glob go-carbon-cache-threshold go-carbon-health-check
      go-carbon-health-check-interval go-carbon-port go-carbon-protocol graphite-endpoint
      graphite-metrics-prefix graphite-stat-interval hash heal host idle-timeout
      ignore-empty ignore404 index interval job-state-file journal json keep keys limit list
      lock lock-timeout lockfile locktimeout log logfile max max-body max-connections
      max-connections-per-peer max-header max-lines max-requests max-size
      megabytes-per-second metric-err-file metrics metrics-per-second min min-rate namespace
      newfile no-backup no-encoding no-headers no-op nobackup noconfirm node nodes nolock noop
      offload ops output overwrite prefix pretty print-deletion processes purge quiet rate
      recursive refresh regex rehash relay rename replace replicas rescan retention
      ring-from sample secret-file seed series settle single sparse splay stale stamp start
      statefile step stop-timeout storage-path store summary syslog time-format timeout
      times tls-ca tls-cert tls-client-ca tls-key tmpdir to tries under until verbose
      without workers xFilesFactor xff yes
      """;

  private KnownKeys() {}

  static boolean contains(String key) {
    boolean isWord = !key.isEmpty() && key.indexOf(' ') < 0;
    int at = isWord ? WORDS.indexOf(key) : -1;
    while (at >= 0) {
      int end = at + key.length();
      if ((at == 0 || WORDS.charAt(at - 1) <= ' ') && WORDS.charAt(end) <= ' ') {
        return true;
      }
      at = WORDS.indexOf(key, at + 1);
    }
    return false;
  }
}
