package com.shopsphere.warehouse.demo;

import java.util.List;

/**
 * How the rows of one table are made.
 *
 * @param table the table's name, unquoted
 * @param columns the names of the columns written, unquoted, in the order written
 * @param indexes how many indexes there are, from 0; one index may give no row, one or several
 * @param writer makes the rows of an index, from the index alone
 */
record TableRows(String table, List<String> columns, long indexes, Writer writer) {

  TableRows {
    columns = List.copyOf(columns);
  }

  /** Writes the rows of one index; may be called for any index, in any order, from any thread. */
  @FunctionalInterface
  interface Writer {
    void write(long index, RowBuffer rows);
  }
}
