package com.shopsphere.warehouse.demo;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** The rows of one table as bytes, made while they are read: a few kilobytes at a time. */
final class RowStream extends InputStream {
  private static final int ENOUGH_BYTES = 32 * 1024;

  private final TableRows table;
  private final RowBuffer rows = new RowBuffer();
  private ByteBuffer ready = ByteBuffer.allocate(0);
  private long nextIndex;

  RowStream(TableRows table) {
    this.table = table;
  }

  /** How many rows were made so far: all of them, once the end was read. */
  long rows() {
    return rows.rows();
  }

  @Override
  public int read() {
    return refill() ? ready.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!refill()) {
      return -1;
    }
    int count = Math.min(length, ready.remaining());
    ready.get(target, offset, count);
    return count;
  }

  @Override
  public int available() {
    return ready.remaining();
  }

  private boolean refill() {
    while (!ready.hasRemaining() && nextIndex < table.indexes()) {
      while (rows.size() < ENOUGH_BYTES && nextIndex < table.indexes()) {
        table.writer().write(nextIndex, rows);
        nextIndex++;
      }
      ready = rows.drain();
    }
    return ready.hasRemaining();
  }
}
