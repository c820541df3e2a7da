package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.MySqlSource;
import java.time.Duration;

/** The JVMs in which the connections of a snapshot are open. */
public interface Workplaces {

  /**
   * Opens the connections of a snapshot everywhere, without their transactions.
   *
   * @throws com.shopsphere.warehouse.failure.JobException if the server refuses them, or there are
   *     too few
   */
  void open(String snapshot, MySqlSource source);

  /**
   * Begins all their transactions.
   *
   * @param limit longest time that it may take
   * @return number of connections that show the snapshot
   * @throws com.shopsphere.warehouse.failure.SnapshotLostException if one of them cannot begin
   */
  int begin(String snapshot, Duration limit);
}
