package com.shopsphere.warehouse.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What the job says while this is open, as its user would read it. */
public final class CapturedLog implements AutoCloseable {

  private static final String LOGGER = "com.shopsphere.warehouse";

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger = (Logger) LogManager.getLogger(LOGGER);
  private final AbstractAppender appender =
      new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        }
      };

  private CapturedLog() {
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
  }

  public static CapturedLog capture() {
    return new CapturedLog();
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** The lines of failures, without their level. */
  public List<String> errors() {
    return lines.stream()
        .filter(line -> line.startsWith("ERROR "))
        .map(line -> line.substring("ERROR ".length()))
        .toList();
  }

  @Override
  public void close() {
    logger.removeAppender(appender);
    appender.stop();
  }
}
