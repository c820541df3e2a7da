package com.shopsphere.warehouse.extract;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.protocol.InternalDate;
import com.mysql.cj.protocol.InternalTime;
import com.mysql.cj.protocol.InternalTimestamp;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.protocol.a.result.NativeResultset;
import com.mysql.cj.result.Field;
import com.mysql.cj.result.Row;
import com.mysql.cj.result.ValueFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a query as the server sends them, in the binary protocol, one at a time: the bytes of
 * a row stay in the buffer that they were received in, and nothing is decoded.
 *
 * <p>All that is known of Connector/J below JDBC is here. Its getters make an object of each value;
 * below them, {@link Row#getValue} hands on the whole buffer with the place of one value. Every
 * query begins with {@link #ANCHOR}, an empty text, whose place tells where the row is: what
 * follows is laid down by the protocol and needs no more of the driver. The statement is prepared
 * by the server, since only then are rows sent in binary form; FLOAT loses digits as text.
 */
final class BinaryRows {

  /** What a query selects first. */
  static final String ANCHOR = "''";

  private final PreparedStatement statement;
  private final ResultsetRows rows;
  private final List<WireColumn> columns;
  private final Place place = new Place();

  private BinaryRows(PreparedStatement statement, ResultsetRows rows, List<WireColumn> columns) {
    this.statement = statement;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Starts a query.
   *
   * @param sql that selects {@link #ANCHOR} first
   */
  static BinaryRows of(Connection connection, String sql) throws SQLException {
    PreparedStatement statement =
        connection
            .unwrap(JdbcConnection.class)
            .serverPrepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)
            .unwrap(PreparedStatement.class);
    // Connector/J's sign for streaming; with any other number it would hold the whole result.
    statement.setFetchSize(Integer.MIN_VALUE);
    NativeResultset result = statement.executeQuery().unwrap(NativeResultset.class);
    List<WireColumn> columns = new ArrayList<>();
    for (Field field : result.getColumnDefinition().getFields()) {
      columns.add(WireColumn.of(field.getMysqlTypeId(), field.isUnsigned(), field.getDecimals()));
    }
    columns.remove(0);
    return new BinaryRows(statement, result.getRows(), columns);
  }

  /** How the columns behind the anchor are sent. */
  List<WireColumn> columns() {
    return columns;
  }

  /**
   * Receives the next row; the bytes of the last one are lost.
   *
   * @return false behind the last row
   */
  boolean next() throws SQLException {
    try {
      Row row = rows.next();
      if (row == null) {
        return false;
      }
      row.getValue(0, place);
      return true;
    } catch (CJException failed) {
      throw translated(failed);
    }
  }

  /** Among rows, Connector/J does not tell a broken connection from a failed query. */
  private static SQLException translated(CJException failed) {
    for (Throwable one = failed; one != null; one = one.getCause()) {
      if (one instanceof IOException broken) {
        return new SQLRecoverableException(
            "the connection broke: " + broken.getMessage(), "08S01", failed);
      }
    }
    return SQLExceptionsMapping.translateException(failed);
  }

  /** Holds the row, among others. */
  byte[] bytes() {
    return place.bytes;
  }

  /** Where the value of the first column behind the anchor begins, or would begin. */
  int start() {
    return place.behindAnchor;
  }

  /**
   * Where the bits of the NULLs begin. The lowest two bits belong to nobody, the third is the
   * anchor's, the next is that of the first column.
   */
  int nulls() {
    int anchorPrefix = 1;
    return place.behindAnchor - anchorPrefix - (columns.size() + 1 + 7 + 2) / 8;
  }

  /** Ends the statement; only behind the last row, since any others would be read first. */
  void close() throws SQLException {
    statement.close();
  }

  /** Remembers where the anchor is. */
  private static final class Place implements ValueFactory<Boolean> {

    private byte[] bytes = {};
    private int behindAnchor;

    @Override
    public Boolean createFromBytes(byte[] buffer, int offset, int length, Field field) {
      bytes = buffer;
      behindAnchor = offset + length;
      return Boolean.TRUE;
    }

    @Override
    public void setPropertySet(PropertySet properties) {
      // Nothing depends on the properties of the connection.
    }

    @Override
    public String getTargetTypeName() {
      return "place";
    }

    @Override
    public Boolean createFromTime(InternalTime value) {
      throw unexpected();
    }

    @Override
    public Boolean createFromTimestamp(InternalTimestamp value) {
      throw unexpected();
    }

    @Override
    public Boolean createFromDate(InternalDate value) {
      throw unexpected();
    }

    @Override
    public Boolean createFromDatetime(InternalTimestamp value) {
      throw unexpected();
    }

    @Override
    public Boolean createFromYear(long value) {
      throw unexpected();
    }

    @Override
    public Boolean createFromLong(long value) {
      throw unexpected();
    }

    @Override
    public Boolean createFromBigInteger(BigInteger value) {
      throw unexpected();
    }

    @Override
    public Boolean createFromDouble(double value) {
      throw unexpected();
    }

    @Override
    public Boolean createFromBigDecimal(BigDecimal value) {
      throw unexpected();
    }

    @Override
    public Boolean createFromBit(byte[] buffer, int offset, int length) {
      throw unexpected();
    }

    @Override
    public Boolean createFromNull() {
      throw unexpected();
    }

    private static IllegalStateException unexpected() {
      return new IllegalStateException("Cannot read rows: the server did not send the anchor");
    }
  }
}
