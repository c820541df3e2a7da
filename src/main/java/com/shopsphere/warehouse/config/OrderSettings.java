package com.shopsphere.warehouse.config;

import com.shopsphere.warehouse.config.MergeStep.How;
import com.shopsphere.warehouse.config.RelationSettings.On;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The settings below {@code merge.order}. */
final class OrderSettings {

  private static final Set<String> KEYS =
      Set.of(
          "left",
          "right",
          "on",
          "left-on",
          "right-on",
          "how",
          "suffix",
          "cardinality",
          "fold",
          "role");

  /** What steers inference, which the order replaces. */
  private static final List<String> REPLACED =
      List.of("merge.relations", "merge.folds", "merge.roles", "merge.self-references");

  private static final On NOTHING = new On(List.of(), List.of());

  private final Settings settings;

  OrderSettings(Settings settings) {
    this.settings = settings;
  }

  List<Supplier<MergeStep>> read() {
    if (settings.isFilled("merge.order")) {
      REPLACED.stream().filter(settings::isFilled).forEach(this::refuseBeside);
    }
    return new OpenSettings(settings)
        .objects("merge.order", KEYS).stream().map(OrderSettings::step).toList();
  }

  private void refuseBeside(String replaced) {
    settings.refuse("merge.order", "either merge.order or " + replaced, "both");
  }

  private static Supplier<MergeStep> step(Settings element) {
    String left = element.requiredElement("left");
    String right = element.requiredElement("right");
    On on = on(element);
    How how = element.optionalChoice("how", How.values()).orElse(How.LEFT);
    Optional<String> suffix = element.optional("suffix", NameForm.SUFFIX::parse);
    Supplier<RelationConfig> relation = RelationSettings.relation(element, left, right, on);
    return () -> new MergeStep(relation.get(), how, suffix);
  }

  private static On on(Settings element) {
    boolean sides = element.has("left-on") || element.has("right-on");
    if (element.has("on") && sides) {
      element.refuse("on", "either on or left-on and right-on", "both");
      return NOTHING;
    }
    if (!element.has("on") && !sides) {
      element.refuse("on", "on, or left-on and right-on");
      return NOTHING;
    }
    return sides ? sides(element) : both(element);
  }

  private static On both(Settings element) {
    List<String> columns = new OpenSettings(element).columns("on");
    return new On(columns, columns);
  }

  private static On sides(Settings element) {
    OpenSettings open = new OpenSettings(element);
    On on = new On(open.columns("left-on"), open.columns("right-on"));
    int left = on.from().size();
    int right = on.to().size();
    if (left != right && left > 0 && right > 0) {
      element.refuse(
          "right-on", "as many columns as left-on (%d)".formatted(left), String.valueOf(right));
    }
    return on;
  }
}
