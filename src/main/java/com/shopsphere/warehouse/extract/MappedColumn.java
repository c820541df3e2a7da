package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.InvalidDates;
import java.io.Serializable;
import org.apache.spark.sql.types.DataType;

/**
 * How one MySQL column reaches a DataFrame.
 *
 * @param expression what is selected in MySQL
 * @param type of the DataFrame's column
 * @param invalid what becomes of values that the type cannot hold
 */
record MappedColumn(String expression, DataType type, Decoding decoding, InvalidDates invalid)
    implements Serializable {

  MappedColumn {
    requireNonNull(expression, "expression");
    requireNonNull(type, "type");
    requireNonNull(decoding, "decoding");
    requireNonNull(invalid, "invalid");
  }

  MappedColumn(String expression, DataType type, Decoding decoding) {
    this(expression, type, decoding, InvalidDates.FAIL);
  }
}
