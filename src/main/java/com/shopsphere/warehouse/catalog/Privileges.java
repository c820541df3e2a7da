package com.shopsphere.warehouse.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a user may do to hold tables still.
 *
 * @param flushTables whether with all tables of the server
 * @param lockTables whether with those of one database that it may read
 */
public record Privileges(boolean flushTables, boolean lockTables) {

  private static final Pattern GRANT =
      Pattern.compile("GRANT (?<privileges>.+?) ON (?<scope>(?:`(?:[^`]|``)*`|\\*)\\.\\*) TO .*");
  private static final String EVERYTHING = "*.*";
  private static final Set<String> FLUSHING = Set.of("ALL PRIVILEGES", "RELOAD", "FLUSH_TABLES");
  private static final Set<String> LOCKING = Set.of("ALL PRIVILEGES", "LOCK TABLES");

  /**
   * Those that grants give on a database.
   *
   * @param grants as {@code SHOW GRANTS} tells them
   */
  static Privileges of(List<String> grants, String database) {
    Set<String> global = new TreeSet<>();
    Set<String> local = new TreeSet<>();
    for (String grant : grants) {
      Matcher parts = GRANT.matcher(grant);
      if (parts.matches()) {
        List<String> privileges = Arrays.asList(parts.group("privileges").split(", *"));
        if (parts.group("scope").equals(EVERYTHING)) {
          global.addAll(privileges);
        } else if (covers(parts.group("scope"), database)) {
          local.addAll(privileges);
        }
      }
    }
    local.addAll(global);
    return new Privileges(
        global.stream().anyMatch(FLUSHING::contains), local.stream().anyMatch(LOCKING::contains));
  }

  /** In a scope, _ and % stand for any character and any text unless a backslash is before them. */
  private static boolean covers(String scope, String database) {
    String pattern = scope.substring(1, scope.length() - "`.*".length()).replace("``", "`");
    String regex =
        Pattern.compile("\\\\[_%]|[_%]|[^_%\\\\]+|\\\\")
            .matcher(pattern)
            .results()
            .map(part -> regex(part.group()))
            .collect(Collectors.joining());
    return database.matches(regex);
  }

  private static String regex(String part) {
    return switch (part) {
      case "_" -> ".";
      case "%" -> ".*";
      default ->
          Pattern.quote(part.length() == 2 && part.startsWith("\\") ? part.substring(1) : part);
    };
  }
}
