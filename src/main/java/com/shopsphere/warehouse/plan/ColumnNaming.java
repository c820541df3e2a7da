package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.failure.PlanException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gives the columns of one table or struct their names: snake case, letters, digits and underscores
 * only, no two alike when letter case is ignored.
 */
final class ColumnNaming {

  private static final int MAXIMAL_LENGTH = 300;

  private final Map<String, String> owners = new HashMap<>();

  /**
   * Takes the first candidate that is still free.
   *
   * @param owner the source column, for messages
   * @throws PlanException naming both columns, if all candidates are taken
   */
  String claim(String owner, String... candidates) {
    for (String candidate : candidates) {
      if (owners.putIfAbsent(candidate, owner) == null) {
        return candidate;
      }
    }
    String last = candidates[candidates.length - 1];
    throw new PlanException(
        "Cannot name the column %s: the name %s is already that of %s."
            .formatted(owner, last, owners.get(last)));
  }

  /**
   * A name in snake case: {@code parent_categoryID} becomes {@code parent_category_id}, {@code SKU}
   * becomes {@code sku}, {@code "Prénom (2)"} becomes {@code prenom_2}. A name without any Latin
   * letter or digit becomes {@code column}.
   */
  static String snake(String name) {
    String latin = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
    String words =
        latin
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .replaceAll("^_+|_+$", "")
            .toLowerCase(Locale.ROOT);
    String safe = words.isEmpty() ? "column" : words;
    String started = Character.isDigit(safe.charAt(0)) ? "_" + safe : safe;
    return started.substring(0, Math.min(started.length(), MAXIMAL_LENGTH));
  }

  /**
   * Role and column without stutter: words that end the role and begin the column are said once.
   * {@code product} and {@code product_name} give {@code product_name}; {@code parent_category} and
   * {@code category_name} give {@code parent_category_name}.
   */
  static String prefixed(String role, String column) {
    List<String> roleWords = words(role);
    List<String> columnWords = words(column);
    for (int shared = Math.min(roleWords.size(), columnWords.size()); shared > 0; shared--) {
      List<String> end = roleWords.subList(roleWords.size() - shared, roleWords.size());
      if (end.equals(columnWords.subList(0, shared))) {
        List<String> rest = columnWords.subList(shared, columnWords.size());
        return rest.isEmpty() ? role : role + "_" + String.join("_", rest);
      }
    }
    return role + "_" + column;
  }

  private static List<String> words(String snake) {
    return Arrays.asList(snake.split("_"));
  }
}
