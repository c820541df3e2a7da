package com.shopsphere.warehouse.extract;

import java.util.List;
import java.util.Optional;

/**
 * A place in the order of a split key: where one split ends and the next begins.
 *
 * @param literals in SQL, one for each column of the key; empty for NULL, which comes before every
 *     value
 */
record SplitBound(List<Optional<String>> literals) {

  SplitBound {
    literals = List.copyOf(literals);
  }
}
