package com.shopsphere.warehouse.config;

import static com.shopsphere.warehouse.config.FoldKind.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The settings below {@code merge}. */
final class MergeSettings {

  private final Settings settings;

  MergeSettings(Settings settings) {
    this.settings = settings;
  }

  /** The record, to be asked for once the settings are known to be valid. */
  Supplier<MergeConfig> read() {
    String grain = settings.requiredText("merge.grain");
    Map<String, FoldKind> folds = settings.choices("merge.folds", values());
    List<Supplier<RelationConfig>> relations = relations();
    int maxDepth = settings.integer("merge.max-depth", 1, 16);
    long broadcastLimit = settings.bytes("merge.broadcast-limit");
    return () ->
        new MergeConfig(
            grain, folds, relations.stream().map(Supplier::get).toList(), maxDepth, broadcastLimit);
  }

  private List<Supplier<RelationConfig>> relations() {
    List<Supplier<RelationConfig>> relations = new ArrayList<>();
    for (Settings element :
        settings.objects("merge.relations", Set.of("from", "to", "on", "fold"))) {
      relations.add(relation(element));
    }
    return relations;
  }

  private Supplier<RelationConfig> relation(Settings element) {
    String from = element.requiredElement("from");
    String to = element.requiredElement("to");
    Map<String, String> on = element.has("on") ? element.texts("on") : Map.of();
    if (on.isEmpty()) {
      settings.problem(
          "Invalid merge.relations[].on: expected { column = column }, found nothing (%s)."
              .formatted(element.origin()));
    }
    FoldKind fold = element.has("fold") ? element.choice("fold", values()) : FoldKind.NEST;
    return () ->
        new RelationConfig(from, List.copyOf(on.keySet()), to, List.copyOf(on.values()), fold);
  }
}
