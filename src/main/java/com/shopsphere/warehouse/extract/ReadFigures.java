package com.shopsphere.warehouse.extract;

import java.time.Duration;

/**
 * What has been read of a table so far.
 *
 * @param rows that came from the server; those that were read twice count twice
 * @param bytes of these rows as the server sent them
 * @param waiting time of all tasks together that they did not calculate: for the server, for a
 *     connection, or because of a limit
 * @param nulled values that became NULL because their type cannot hold them
 */
public record ReadFigures(long rows, long bytes, Duration waiting, long nulled) {

  public static ReadFigures none() {
    return new ReadFigures(0, 0, Duration.ZERO, 0);
  }
}
