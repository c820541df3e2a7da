package com.shopsphere.warehouse.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes Shopsphere's tables from the project's own SQL files.
 *
 * @param projectDirectory where the project's {@code database} directory is
 */
public record ShopsphereSchema(Path projectDirectory) {

  /**
   * Creates the tables and columns of a shape that the connection's schema does not have yet.
   *
   * <p>Nothing is dropped: a schema that already has fifteen tables keeps them.
   *
   * @throws SQLException if the server refuses a statement
   * @throws UncheckedIOException if a file cannot be read
   */
  public void create(Connection connection, Shape shape) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var script : shape.scripts()) {
        for (var sql : statements(read(script))) {
          statement.execute(sql);
        }
      }
    }
  }

  private String read(String script) {
    var file = projectDirectory.resolve("database").resolve(script);
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the schema file " + file, e);
    }
  }

  /**
   * Cuts a script after each line that ends in a semicolon; what follows the last one is left out.
   */
  static List<String> statements(String script) {
    var statements = new ArrayList<String>();
    var statement = new StringBuilder();
    for (var line : script.lines().toList()) {
      statement.append(line).append('\n');
      if (line.stripTrailing().endsWith(";")) {
        statements.add(statement.toString());
        statement.setLength(0);
      }
    }
    return List.copyOf(statements);
  }
}
