package org.buckytools.agent.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * What logback finds first, as a service: libraries log nothing unless an agent runs. Whoever names
 * a configuration of his own ({@code -Dlogback.configurationFile=FILE}) gets that instead.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Silence extends ContextAwareBase implements Configurator {
  static final String OWN_CONFIGURATION = "logback.configurationFile";

  /** For logback, which makes it by reflection. */
  public Silence() {}

  @Override
  public ExecutionStatus configure(LoggerContext logs) {
    if (System.getProperty(OWN_CONFIGURATION) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    logs.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
