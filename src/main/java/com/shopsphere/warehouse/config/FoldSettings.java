package com.shopsphere.warehouse.config;

import com.shopsphere.warehouse.config.FoldConfig.End;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Folds, each the name of a kind or an object that tells the kind and what the kind needs. */
final class FoldSettings {

  private static final Set<String> KEYS = Set.of("kind", "first-by", "last-by", "columns");
  private static final FoldConfig STAND_IN = new FoldConfig.LeaveOut();
  private static final AggregateExpression ROWS = AggregateExpression.parse("count(*)");

  private final Settings settings;

  FoldSettings(Settings settings) {
    this.settings = settings;
  }

  /** The entries of an object whose names are the user's own. */
  Map<String, FoldConfig> entries(String key) {
    return new OpenSettings(settings).entries(key, this::fold);
  }

  Optional<FoldConfig> optional(String key) {
    return settings.has(key) ? Optional.of(fold(key)) : Optional.empty();
  }

  private FoldConfig fold(String key) {
    return new OpenSettings(settings)
        .object(key, KEYS)
        .map(FoldSettings::object)
        .orElseGet(() -> name(key));
  }

  private FoldConfig name(String key) {
    Optional<FoldKind> kind = settings.chosen(key, FoldKind.values());
    if (kind.filter(needy -> !needy.keys().isEmpty()).isPresent()) {
      settings.refuse(key, kind.get().form());
      return STAND_IN;
    }
    return kind.map(named -> fold(named, settings)).orElse(STAND_IN);
  }

  private static FoldConfig object(Settings object) {
    Optional<FoldKind> kind = object.chosen("kind", FoldKind.values());
    kind.ifPresent(known -> refuseKeysOfOthers(known, object));
    return kind.map(known -> fold(known, object)).orElse(STAND_IN);
  }

  private static void refuseKeysOfOthers(FoldKind kind, Settings object) {
    for (FoldKind other : FoldKind.values()) {
      other.keys().stream()
          .filter(key -> object.has(key) && !kind.keys().contains(key))
          .forEach(
              key -> object.refuse(key, "it only with kind = " + other, "it with kind = " + kind));
    }
  }

  private static FoldConfig fold(FoldKind kind, Settings object) {
    return switch (kind) {
      case NEST -> new FoldConfig.Nest();
      case FLATTEN -> new FoldConfig.Flatten();
      case LEAVE_OUT -> new FoldConfig.LeaveOut();
      case PICK -> pick(object);
      case AGGREGATE -> aggregate(object);
    };
  }

  private static FoldConfig pick(Settings object) {
    if (object.has("first-by") && object.has("last-by")) {
      object.refuse("kind", "either first-by or last-by with kind = pick", "both");
      return STAND_IN;
    }
    if (!object.has("first-by") && !object.has("last-by")) {
      object.refuse("kind", "first-by or last-by with kind = pick", "neither");
      return STAND_IN;
    }
    End end = object.has("first-by") ? End.FIRST : End.LAST;
    List<String> columns = new OpenSettings(object).columns(end + "-by");
    return columns.isEmpty() ? STAND_IN : new FoldConfig.Pick(end, columns);
  }

  private static FoldConfig aggregate(Settings object) {
    if (!object.isFilled("columns")) {
      object.refuse("columns", "{ name = \"sum(column)\" }");
      return STAND_IN;
    }
    Map<String, AggregateExpression> columns =
        new OpenSettings(object)
            .entries("columns", key -> object.parsed(key, AggregateExpression::parse).orElse(ROWS));
    columns
        .keySet()
        .removeIf(name -> object.parsed("columns", name, NameForm.NAME::parse).isEmpty());
    return columns.isEmpty() ? STAND_IN : new FoldConfig.Aggregate(columns);
  }
}
