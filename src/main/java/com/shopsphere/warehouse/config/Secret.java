package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A value that must never be shown. Its text form is a mask, so that a record that holds it can be
 * logged.
 *
 * @param value the secret itself, may be empty
 */
public record Secret(String value) implements Serializable {

  static final String MASK = "******";

  public Secret {
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return MASK;
  }
}
