package com.shopsphere.warehouse.property;

import java.util.List;

/**
 * Columns of one table that hold the key of another.
 *
 * @param from the table with the foreign key; of a configured link, the one at whose rows the
 *     others are brought in
 * @param form what the link is
 * @param unique whether a row of {@code to} is named by one row of {@code from} at most
 */
record Link(
    String from,
    List<String> fromColumns,
    String to,
    List<String> toColumns,
    Form form,
    boolean unique) {

  /** How a table is joined to an earlier one. */
  enum Form {
    /** The earlier one refers to it. */
    REFERENCED,
    /** It refers to the earlier one. */
    REFERENCING,
    /** The earlier one refers to a unique key of it that is not the primary one. */
    REFERENCED_BY_CODE,
    /** It refers to the earlier one, once at most. */
    UNIQUE,
    /** It refers to the earlier one by its own primary key. */
    SHARED_KEY,
    /** It refers to two earlier ones, and its primary key is made of both. */
    BRIDGE,
    /** No key says it; the configuration claims that the earlier one meets one row at most. */
    CLAIMED_ONE,
    /** No key says it; the configuration folds what the earlier one meets. */
    CLAIMED_MANY,
    /** It refers to itself, and the earlier one refers to it. */
    REFERENCING_ITSELF
  }

  boolean declared() {
    return form != Form.CLAIMED_ONE && form != Form.CLAIMED_MANY;
  }
}
