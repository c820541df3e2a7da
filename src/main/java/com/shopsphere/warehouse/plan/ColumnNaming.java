package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.failure.PlanException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gives the columns of one table or struct names that BigQuery takes: letters, digits and
 * underscores only, at most 300, none of the reserved prefixes, no two alike when letter case is
 * ignored.
 */
final class ColumnNaming {

  private static final int MAXIMAL_LENGTH = 300;

  private static final List<String> RESERVED_PREFIXES =
      List.of(
          "_table_",
          "_file_",
          "_partition",
          "_row_timestamp",
          "__root__",
          "_colidentifier",
          "_change_sequence_number",
          "_change_type",
          "_change_timestamp");

  /** Letters of the Latin script that are no plain letter with a mark. */
  private static final Map<String, String> LATIN =
      Map.ofEntries(
          Map.entry("ß", "ss"),
          Map.entry("ø", "o"),
          Map.entry("Ø", "O"),
          Map.entry("æ", "ae"),
          Map.entry("Æ", "AE"),
          Map.entry("œ", "oe"),
          Map.entry("Œ", "OE"),
          Map.entry("ł", "l"),
          Map.entry("Ł", "L"),
          Map.entry("đ", "d"),
          Map.entry("Đ", "D"),
          Map.entry("ð", "d"),
          Map.entry("þ", "th"),
          Map.entry("ı", "i"));

  private final Map<String, String> owners = new HashMap<>();

  /** Whether no name is taken yet. */
  boolean isEmpty() {
    return owners.isEmpty();
  }

  /**
   * Takes the first candidate that is still free, cut at BigQuery's limit.
   *
   * @param owner the source column, for messages
   * @throws PlanException naming both columns, if all candidates are taken
   */
  String claim(String owner, String... candidates) {
    String last = "";
    for (String candidate : candidates) {
      last = candidate.substring(0, Math.min(candidate.length(), MAXIMAL_LENGTH));
      if (owners.putIfAbsent(last.toLowerCase(Locale.ROOT), owner) == null) {
        return last;
      }
    }
    throw new PlanException(
        "Cannot name the column %s: the name %s is already that of %s; leave one of them out (merge.leave-out), or change a role (merge.roles)."
            .formatted(owner, last, owners.get(last.toLowerCase(Locale.ROOT))));
  }

  /**
   * A name in snake case: {@code parent_categoryID} becomes {@code parent_category_id}, {@code SKU}
   * becomes {@code sku}, {@code "Prénom (2)"} becomes {@code prenom_2}. Letters of other scripts
   * become the numbers of their characters, {@code 名} becomes {@code u540d}, so that different
   * names stay different.
   */
  static String snake(String name) {
    return safe(
        latin(name)
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .replaceAll("^_+|_+$", "")
            .toLowerCase(Locale.ROOT));
  }

  /** The name itself where BigQuery takes it; other characters become underscores. */
  static String asInSource(String name) {
    return safe(latin(name).replaceAll("[^A-Za-z0-9_]", "_"));
  }

  private static String latin(String name) {
    String unmarked = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
    return unmarked.codePoints().mapToObj(ColumnNaming::latin).collect(Collectors.joining());
  }

  private static String latin(int character) {
    String text = Character.toString(character);
    if (character < 128 || LATIN.containsKey(text) || !Character.isLetterOrDigit(character)) {
      return LATIN.getOrDefault(text, text);
    }
    return "u%x".formatted(character);
  }

  private static String safe(String words) {
    String named = words.isEmpty() ? "column" : words;
    boolean begins = Character.isDigit(named.charAt(0));
    return begins || isReserved(named) ? "c_" + named : named;
  }

  private static boolean isReserved(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return RESERVED_PREFIXES.stream().anyMatch(lower::startsWith);
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
        return rest.isEmpty() ? role : joined(role, String.join("_", rest));
      }
    }
    return joined(role, column);
  }

  static String joined(String role, String column) {
    return role + "_" + column;
  }

  private static List<String> words(String snake) {
    return Arrays.asList(snake.split("_"));
  }
}
