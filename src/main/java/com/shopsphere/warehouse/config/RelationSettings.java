package com.shopsphere.warehouse.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The settings below {@code merge.relations}, and what ordered merges say in the same words. */
final class RelationSettings {

  private static final Set<String> KEYS = Set.of("from", "to", "on", "cardinality", "fold", "role");

  /** Columns that equal one another: as many on both sides once the settings are valid. */
  record On(List<String> from, List<String> to) {}

  private final OpenSettings settings;

  RelationSettings(Settings settings) {
    this.settings = new OpenSettings(settings);
  }

  List<Supplier<RelationConfig>> read() {
    return settings.objects("merge.relations", KEYS).stream()
        .map(RelationSettings::relation)
        .toList();
  }

  private static Supplier<RelationConfig> relation(Settings element) {
    String from = element.requiredElement("from");
    String to = element.requiredElement("to");
    return relation(element, from, to, on(element));
  }

  /** A relation whose tables and columns are read already. */
  static Supplier<RelationConfig> relation(Settings element, String from, String to, On on) {
    Optional<CardinalityClaim> cardinality =
        element.optionalChoice("cardinality", CardinalityClaim.values());
    Optional<FoldConfig> fold = new FoldSettings(element).optional("fold");
    Optional<String> role = element.optional("role", NameForm.NAME::parse);
    return () -> new RelationConfig(from, on.from(), to, on.to(), cardinality, fold, role);
  }

  private static On on(Settings element) {
    if (!element.isObject("on") || !element.isFilled("on")) {
      element.refuse("on", "{ column = column }");
      return new On(List.of(), List.of());
    }
    OpenSettings open = new OpenSettings(element);
    Map<String, String> on = open.entries("on", element::requiredElement);
    open.refuseRepeated("on", on.values().stream().filter(column -> !column.isBlank()).toList());
    return new On(List.copyOf(on.keySet()), List.copyOf(on.values()));
  }
}
