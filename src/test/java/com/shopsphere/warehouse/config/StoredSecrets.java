package com.shopsphere.warehouse.config;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A store of secrets in memory, in which one called {@code broken} cannot be read. */
record StoredSecrets(Map<String, Secret> secrets) implements SecretStore {

  @Override
  public Optional<Secret> find(String name) throws IOException {
    if (name.equals("broken")) {
      throw new IOException("it is torn");
    }
    return Optional.ofNullable(secrets.get(name));
  }

  @Override
  public String describe() {
    return "the map of the test";
  }
}
