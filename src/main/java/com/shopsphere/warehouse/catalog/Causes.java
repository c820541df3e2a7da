package com.shopsphere.warehouse.catalog;

import java.util.Optional;
import java.util.stream.Stream;

/** What lies below an exception. */
final class Causes {

  private Causes() {}

  /** Text of the deepest cause, without a point at its end; its type if it has none. */
  static String rootMessage(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    String text = message == null ? root.getClass().getSimpleName() : message.strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  /** The first cause of a type, the exception itself included. */
  static <T extends Throwable> Optional<T> find(Throwable failed, Class<T> type) {
    return Stream.<Throwable>iterate(failed, one -> one != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
