package com.shopsphere.warehouse.extract;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Lends connections of their own, remembers how they came back, and can have them end. */
final class RecordingLender implements Lender {

  private static final long serialVersionUID = 1L;

  private final ReadTable table;
  private final transient List<String> ends = new ArrayList<>();
  private final transient List<Connection> lent = new ArrayList<>();
  private transient int broken;

  RecordingLender(ReadTable table) {
    this.table = table;
  }

  /** Lends so many connections that are closed already. */
  RecordingLender breaking(int first) {
    broken = first;
    return this;
  }

  /** {@code closed} or {@code discarded}, one a lease that ended. */
  List<String> ends() {
    return ends;
  }

  int lent() {
    return lent.size();
  }

  /** Has the server end what the last lease is doing: {@code QUERY} or {@code CONNECTION}. */
  void kill(String what) throws SQLException {
    Connection connection = lent.get(lent.size() - 1);
    long id = connection.unwrap(com.mysql.cj.jdbc.JdbcConnection.class).getSession().getThreadId();
    try (Connection administrator = table.server().connect();
        Statement statement = administrator.createStatement()) {
      statement.execute("KILL %s %d".formatted(what, id));
    }
  }

  @Override
  public Lease lend() throws SQLException {
    Lease lease = new UnsharedConnections(table.source()).lend();
    lent.add(lease.connection());
    if (lent.size() <= broken) {
      lease.connection().close();
    }
    return new Recorded(lease, ends);
  }

  private record Recorded(Lease lease, List<String> ends) implements Lease {

    @Override
    public Connection connection() {
      return lease.connection();
    }

    @Override
    public void close() {
      ends.add("closed");
      lease.close();
    }

    @Override
    public void discard() {
      ends.add("discarded");
      lease.discard();
    }
  }
}
