package com.shopsphere.warehouse.extract;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.a.NativeProtocol;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a query as the server sends them, in the binary protocol, one at a time: the bytes of
 * a row stay in the buffer that they were received in, and nothing is decoded.
 *
 * <p>All that is known of Connector/J below JDBC is here: it logs in and encrypts, and between two
 * of its own commands its socket speaks the protocol's few words for a prepared statement, which
 * alone has rows in binary form (FLOAT loses digits as text). Connector/J's own way to the rows
 * makes several objects of each and reads each on its own, which costs more than all the rest.
 */
final class BinaryRows {

  private static final byte PREPARE = 0x16;
  private static final byte EXECUTE = 0x17;
  private static final byte CLOSE = 0x19;
  private static final String CONNECTION_BROKE = "08S01";
  private static final int ERROR = 0xFF;
  private static final int END = 0xFE;

  private final PacketStream packets;
  private final boolean endIsOk;
  private final byte[] statement = new byte[4];
  private final List<WireColumn> columns = new ArrayList<>();

  private BinaryRows(PacketStream packets, boolean endIsOk) {
    this.packets = packets;
    this.endIsOk = endIsOk;
  }

  /**
   * Starts a query.
   *
   * @param connection on which nothing is under way
   */
  static BinaryRows of(Connection connection, String sql) throws SQLException {
    NativeProtocol protocol =
        ((NativeSession) connection.unwrap(JdbcConnection.class).getSession()).getProtocol();
    try {
      Socket socket = protocol.getSocketConnection().getMysqlSocket();
      if (socket == null) {
        throw new SQLNonTransientConnectionException("the connection was closed", CONNECTION_BROKE);
      }
      BinaryRows rows =
          new BinaryRows(
              new PacketStream(socket.getInputStream(), socket.getOutputStream()),
              protocol.getServerSession().isEOFDeprecated());
      rows.prepare(sql);
      rows.execute();
      return rows;
    } catch (IOException broken) {
      throw broken(broken);
    }
  }

  private void prepare(String sql) throws IOException, SQLException {
    packets.send(PREPARE, sql.getBytes(StandardCharsets.UTF_8));
    receive();
    System.arraycopy(packets.bytes(), packets.start() + 1, statement, 0, statement.length);
    int definitions = Wire.uint16(packets.bytes(), packets.start() + 5);
    skip(definitions);
  }

  private void skip(int definitions) throws IOException, SQLException {
    for (int i = 0; i < definitions; i++) {
      receive();
    }
    if (!endIsOk) {
      receive();
    }
  }

  private void execute() throws IOException, SQLException {
    byte once = 1;
    byte[] body = new byte[9];
    System.arraycopy(statement, 0, body, 0, statement.length);
    body[5] = once;
    packets.send(EXECUTE, body);
    receive();
    int count = Wire.length(packets.bytes(), packets.start());
    for (int i = 0; i < count; i++) {
      receive();
      columns.add(column());
    }
    if (!endIsOk) {
      receive();
    }
  }

  /** Behind six names: 12, character set (2), length (4), type (1), flags (2), decimals (1). */
  private WireColumn column() {
    byte[] bytes = packets.bytes();
    int at = packets.start();
    for (int names = 0; names < 6; names++) {
      at += Wire.prefix(bytes, at) + Wire.length(bytes, at);
    }
    int unsigned = 32;
    return WireColumn.of(
        bytes[at + 7] & 0xFF, (Wire.uint16(bytes, at + 8) & unsigned) != 0, bytes[at + 10] & 0xFF);
  }

  /** How the columns are sent. */
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
      receive();
      return packets.kind() != END;
    } catch (IOException broken) {
      throw broken(broken);
    }
  }

  private void receive() throws IOException, SQLException {
    packets.receive();
    if (packets.kind() == ERROR) {
      throw error();
    }
  }

  /** Number (2), #, state (5), message. */
  private SQLException error() {
    byte[] bytes = packets.bytes();
    int at = packets.start();
    String state = new String(bytes, at + 4, 5, StandardCharsets.US_ASCII);
    String message = new String(bytes, at + 9, packets.length() - 9, StandardCharsets.UTF_8);
    return new SQLException(message, state, Wire.uint16(bytes, at + 1));
  }

  private static SQLException broken(IOException broken) {
    return new SQLRecoverableException(
        "the connection broke: " + broken.getMessage(), CONNECTION_BROKE, broken);
  }

  /** Holds the row, among others. */
  byte[] bytes() {
    return packets.bytes();
  }

  /** Where the bits of the NULLs begin. The lowest two bits belong to nobody. */
  int nulls() {
    return packets.start() + 1;
  }

  /** Where the value of the first column begins, or would begin. */
  int start() {
    return nulls() + (columns.size() + 7 + 2) / 8;
  }

  /** Ends the statement; only behind the last row. */
  void close() throws SQLException {
    try {
      packets.send(CLOSE, statement);
    } catch (IOException broken) {
      throw broken(broken);
    }
  }
}
