package com.shopsphere.warehouse.config;

import java.io.IOException;
import java.util.Optional;

/** Where secrets are kept under names, outside of all settings. */
public interface SecretStore {

  /**
   * The secret of a name, or nothing.
   *
   * @throws IOException if the store cannot be read, or there is none
   */
  Optional<Secret> find(String name) throws IOException;

  /** What it is, for messages. */
  String describe();

  /** No store at all. */
  static SecretStore none() {
    return new SecretStore() {
      @Override
      public Optional<Secret> find(String name) {
        return Optional.empty();
      }

      @Override
      public String describe() {
        return "no store";
      }
    };
  }
}
