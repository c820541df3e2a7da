package com.shopsphere.warehouse.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The settings below {@code merge.allocate}. */
final class AllocationSettings {

  private static final Set<String> KEYS = Set.of("amount", "by");

  private record Amount(String role, String column) {

    private static Amount parse(String text) {
      int dot = text.indexOf('.');
      if (dot < 1 || dot == text.length() - 1) {
        throw new IllegalArgumentException(
            "expected role.column, as in order.total_amount, found '%s'".formatted(text));
      }
      return new Amount(text.substring(0, dot), text.substring(dot + 1));
    }
  }

  private final OpenSettings settings;
  private final Set<Amount> met = new HashSet<>();

  AllocationSettings(Settings settings) {
    this.settings = new OpenSettings(settings);
  }

  List<Supplier<AllocationConfig>> read() {
    return settings.objects("merge.allocate", KEYS).stream().map(this::allocation).toList();
  }

  private Supplier<AllocationConfig> allocation(Settings element) {
    Optional<Amount> amount = element.requiredElement("amount", Amount::parse);
    Optional<Product> by = element.requiredElement("by", Product::parse);
    if (amount.filter(one -> !met.add(one)).isPresent()) {
      element.refuse("amount", "each amount once", "it more than once");
    }
    return () ->
        new AllocationConfig(
            amount.orElseThrow().role(), amount.orElseThrow().column(), by.orElseThrow());
  }
}
