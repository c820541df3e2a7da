package com.shopsphere.warehouse.extract;

import org.apache.spark.sql.execution.vectorized.WritableColumnVector;

/** What becomes of a value that the column's type cannot hold. */
interface InvalidValue {

  /**
   * Puts something in the place of the value, or throws.
   *
   * @param text the value as MySQL prints it
   */
  void met(String text, WritableColumnVector vector, int row);
}
