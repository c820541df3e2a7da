package com.shopsphere.warehouse.demo;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens connections to one schema of a server.
 *
 * <p>They are Connector/J's, with {@code allowLoadLocalInfile=true}; their user may alter, truncate
 * and fill tables. Whoever opens a connection closes it.
 */
@FunctionalInterface
public interface ConnectionSource {
  Connection open() throws SQLException;
}
