package com.shopsphere.warehouse.extract;

import org.apache.spark.sql.execution.vectorized.WritableColumnVector;

/**
 * Brings the values of one column from the server's bytes into a vector, none through an object.
 */
interface ColumnDecoder {

  /**
   * Decodes one value that is not NULL.
   *
   * @param at where the value begins
   * @param row of the vector
   * @return where the next value begins
   */
  int decode(byte[] bytes, int at, WritableColumnVector vector, int row);
}
