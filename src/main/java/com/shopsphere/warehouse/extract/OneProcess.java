package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.failure.SnapshotLostException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * This JVM only: on a local master, where the tasks run in it too.
 *
 * @param connections at least 1
 */
public record OneProcess(int connections) implements Workplaces {

  public OneProcess {
    if (connections < 1) {
      throw new IllegalArgumentException(
          "Invalid connections %d: expected at least 1".formatted(connections));
    }
  }

  @Override
  public void open(String snapshot, MySqlSource source) {
    SnapshotConnections.pool(snapshot, source).open(connections);
  }

  @Override
  public int begin(String snapshot, Duration limit) {
    try {
      return SnapshotConnections.find(snapshot).orElseThrow().begin();
    } catch (SQLException lost) {
      throw new SnapshotLostException("Cannot begin the snapshot: " + lost.getMessage(), lost);
    }
  }
}
