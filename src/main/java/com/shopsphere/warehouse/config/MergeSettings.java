package com.shopsphere.warehouse.config;

import java.util.List;
import java.util.Map;
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
    Naming naming = settings.choice("merge.naming", Naming.values());
    MergeLimits limits = limits();
    long broadcastLimit = settings.bytes("merge.broadcast-limit");
    Map<String, FoldConfig> folds = new FoldSettings(settings).entries("merge.folds");
    TableSettings tables = new TableSettings(settings);
    Map<String, String> roles = tables.roles();
    Map<String, List<String>> leaveOut = tables.leaveOut();
    Map<String, Integer> selfReferences = tables.selfReferences();
    List<Supplier<RelationConfig>> relations = new RelationSettings(settings).read();
    List<Supplier<MergeStep>> order = new OrderSettings(settings).read();
    List<Supplier<AllocationConfig>> allocations = new AllocationSettings(settings).read();
    return () ->
        new MergeConfig(
            grain,
            folds,
            roles,
            leaveOut,
            selfReferences,
            all(relations),
            all(order),
            all(allocations),
            naming,
            limits,
            broadcastLimit);
  }

  private MergeLimits limits() {
    return new MergeLimits(
        settings.integer("merge.max-depth", 1, MergeLimits.DEEPEST),
        settings.integer("merge.max-columns", 1, MergeLimits.WIDEST),
        settings.integer("merge.max-elements", 1, Integer.MAX_VALUE));
  }

  private static <T> List<T> all(List<Supplier<T>> valid) {
    return valid.stream().map(Supplier::get).toList();
  }
}
