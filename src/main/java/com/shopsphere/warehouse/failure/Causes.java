package com.shopsphere.warehouse.failure;

import java.util.Optional;
import java.util.stream.Stream;

/** What lies below an exception. */
public final class Causes {

  private Causes() {}

  /** The exception itself, its cause, the cause's cause. */
  public static Stream<Throwable> of(Throwable failed) {
    return Stream.iterate(failed, one -> one != null, Throwable::getCause);
  }

  /** The first of a type. */
  public static <T extends Throwable> Optional<T> find(Throwable failed, Class<T> type) {
    return of(failed).filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Text of the deepest, without a point at its end; its type if it has none. */
  public static String rootMessage(Throwable failed) {
    Throwable root = of(failed).reduce(failed, (above, below) -> below);
    String message = root.getMessage();
    String text = message == null ? root.getClass().getSimpleName() : message.strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
