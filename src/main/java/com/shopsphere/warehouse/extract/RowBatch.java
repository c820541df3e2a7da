package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.config.InvalidDates;
import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Rows in columns; the same memory is filled again and again. */
final class RowBatch implements AutoCloseable {

  private static final int ROWS = 4096;

  /** Of the rows as they are sent; wide rows make a batch of fewer. */
  private static final int BYTES = 4 << 20;

  private final ReadTask task;
  private final int capacity;
  private final ColumnDecoder[] decoders;
  private OnHeapColumnVector[] vectors;
  private ColumnarBatch batch;
  private long bytes;
  private long nulled;

  /**
   * @param task whose limit of rows is that of a batch, too: what a second admits is waited for at
   *     once
   */
  RowBatch(ReadTask task) {
    this.task = task;
    this.capacity = (int) Math.min(ROWS, task.limits().rowsPerSecond());
    this.decoders = new ColumnDecoder[task.columns().size()];
    this.vectors = allocated();
    this.batch = new ColumnarBatch(vectors);
  }

  private OnHeapColumnVector[] allocated() {
    return OnHeapColumnVector.allocateColumns(capacity, TableScan.schema(task.columns()));
  }

  /**
   * Prepares for the rows of a query.
   *
   * @throws SQLException if a column is not what it was when the read was planned
   */
  void expect(List<WireColumn> wires) throws SQLException {
    for (int i = 0; i < decoders.length; i++) {
      ScanColumn column = task.columns().get(i);
      MappedColumn mapped = column.mapped();
      if (!mapped.decoding().fits(wires.get(i))) {
        throw new SQLException(
            "the type of the column %s of the table %s was changed while the job ran: expected %s, found %s"
                .formatted(
                    column.source(),
                    task.table(),
                    mapped.decoding().describe(),
                    wires.get(i).kind().describe()));
      }
      decoders[i] = mapped.decoding().decoder(wires.get(i), mapped.type(), invalid(column));
    }
  }

  private InvalidValue invalid(ScanColumn column) {
    if (column.mapped().invalid() == InvalidDates.NULL) {
      return (text, vector, row) -> {
        vector.putNull(row);
        nulled++;
      };
    }
    return (text, vector, row) -> {
      throw new InvalidValueException(column, text);
    };
  }

  /**
   * Replaces the rows by the next ones.
   *
   * @return whether there may be more; if not, the batch may be empty
   */
  boolean fill(BinaryRows rows) throws SQLException {
    clear();
    int row = 0;
    boolean more = true;
    while (more && row < capacity && bytes < limit()) {
      more = rows.next();
      if (more) {
        decode(rows, row++);
      }
    }
    batch.setNumRows(row);
    return more;
  }

  private long limit() {
    return Math.min(BYTES, task.limits().bytesPerSecond());
  }

  private void clear() {
    if (bytes > 2L * BYTES) {
      // One very large value need not be held until the end.
      batch.close();
      vectors = allocated();
      batch = new ColumnarBatch(vectors);
    }
    for (WritableColumnVector vector : vectors) {
      vector.reset();
    }
    bytes = 0;
    nulled = 0;
  }

  private void decode(BinaryRows rows, int row) {
    byte[] source = rows.bytes();
    int nulls = rows.nulls();
    int at = rows.start();
    for (int i = 0; i < decoders.length; i++) {
      // The first two bits are not those of columns.
      int bit = i + 2;
      if ((source[nulls + (bit >> 3)] & (1 << (bit & 7))) == 0) {
        at = decoders[i].decode(source, at, vectors[i], row);
      } else {
        vectors[i].putNull(row);
      }
    }
    bytes += at - nulls;
  }

  ColumnarBatch columns() {
    return batch;
  }

  int rows() {
    return batch.numRows();
  }

  /** Size of the rows as they were sent. */
  long bytes() {
    return bytes;
  }

  /** Values that became NULL. */
  long nulled() {
    return nulled;
  }

  @Override
  public void close() {
    batch.close();
  }
}
