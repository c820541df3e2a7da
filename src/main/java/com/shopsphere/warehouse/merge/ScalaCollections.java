package com.shopsphere.warehouse.merge;

import java.util.ArrayList;
import java.util.List;
import scala.collection.Iterator;

/**
 * What Spark hands over in Scala's collections, in Java's.
 *
 * <p>Scala's own converters have one class in 2.12 and another in 2.13; its iterators are the same,
 * and so the job's jar runs on both.
 */
final class ScalaCollections {

  private ScalaCollections() {}

  /** All that an iterator gives, in its order; elements may be null. */
  static <T> List<T> list(Iterator<T> elements) {
    List<T> list = new ArrayList<>();
    while (elements.hasNext()) {
      list.add(elements.next());
    }
    return list;
  }
}
