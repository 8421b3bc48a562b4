package org.buckytools.agent.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.buckytools.agent.http.RequestListener;
import org.slf4j.LoggerFactory;

/**
 * The log of the agent of this process: warnings of it and its libraries, and a line for each
 * request. Thread-safe.
 */
public final class AgentLog implements RequestListener, AutoCloseable {
  private static final String ACCESS = "bucky.access";
  private static final String AGENT = "bucky.agent";
  private static final String STANDARD_ERROR = "System.err";
  private static final String PATTERN =
      "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\"} %-5level %logger{0} %msg%n";
  private static final double NANOS_OF_MILLI = 1e6;

  private final LoggerContext logs;
  private final Logger access;
  private final Logger agent;

  private AgentLog(LoggerContext logs) {
    this.logs = logs;
    this.access = logs.getLogger(ACCESS);
    this.agent = logs.getLogger(AGENT);
  }

  /**
   * Begins the log.
   *
   * @param file to append to; standard error if there is none
   * @param requests whether each request gets a line
   * @throws IOException if the file cannot be written
   */
  public static AgentLog begin(Optional<Path> file, boolean requests) throws IOException {
    LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
    AgentLog log = new AgentLog(logs);
    if (System.getProperty(Silence.OWN_CONFIGURATION) == null) {
      logs.reset();
      Logger root = logs.getLogger(Logger.ROOT_LOGGER_NAME);
      root.setLevel(Level.WARN);
      root.addAppender(appender(logs, file));
      log.agent.setLevel(Level.INFO);
      log.access.setLevel(requests ? Level.INFO : Level.WARN);
    }
    return log;
  }

  private static OutputStreamAppender<ILoggingEvent> appender(
      LoggerContext logs, Optional<Path> file) throws IOException {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logs);
    encoder.setPattern(PATTERN);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender;
    if (file.isPresent()) {
      // Logback would only tell itself that it cannot.
      Files.newOutputStream(file.get(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)
          .close();
      FileAppender<ILoggingEvent> toFile = new FileAppender<>();
      toFile.setFile(file.get().toString());
      appender = toFile;
    } else {
      ConsoleAppender<ILoggingEvent> toConsole = new ConsoleAppender<>();
      toConsole.setTarget(STANDARD_ERROR);
      appender = toConsole;
    }
    appender.setContext(logs);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  /** Tells of the agent itself. */
  public void info(String line) {
    agent.info(line);
  }

  @Override
  public void answered(Answered request) {
    boolean failed = request.error() != null;
    if (failed ? access.isWarnEnabled() : access.isInfoEnabled()) {
      String line =
          String.format(
              "%s \"%s %s\" %d %d %.1fms%s",
              request.peer(),
              request.method(),
              printable(request.target()),
              request.status(),
              request.bytes(),
              request.nanos() / NANOS_OF_MILLI,
              failed ? " " + printable(request.error()) : "");
      if (failed) {
        access.warn(line);
      } else {
        access.info(line);
      }
    }
  }

  // A line of a log is one line whatever a stranger sends.
  private static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (char unit : text.toCharArray()) {
      safe.append(Character.isISOControl(unit) ? '?' : unit);
    }
    return safe.toString();
  }

  /** Ends the log; what else logs in this process is silent again. */
  @Override
  public void close() {
    if (System.getProperty(Silence.OWN_CONFIGURATION) == null) {
      logs.reset();
      logs.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }
  }
}
