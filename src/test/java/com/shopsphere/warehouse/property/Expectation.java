package com.shopsphere.warehouse.property;

import static com.shopsphere.warehouse.testing.MergeConfigs.claiming;
import static com.shopsphere.warehouse.testing.MergeConfigs.folding;
import static com.shopsphere.warehouse.testing.MergeConfigs.relation;

import com.shopsphere.warehouse.config.AggregateExpression;
import com.shopsphere.warehouse.config.CardinalityClaim;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.config.RelationConfig;
import com.shopsphere.warehouse.property.Link.Form;
import com.shopsphere.warehouse.property.Schema.Folding;
import com.shopsphere.warehouse.property.Schema.SchemaColumn;
import com.shopsphere.warehouse.property.Schema.SchemaTable;
import com.shopsphere.warehouse.testing.MergeConfigs;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the rules of the design make of a schema, told from its links and not from its catalog. */
final class Expectation {

  /** More joins than this take Spark too long. */
  private static final int MOST_BRANCHES = 10;

  private static final int COLUMNS = 10_000;
  private static final int ELEMENTS = 10_000;

  private final Schema schema;
  private final Branch root;
  private final Set<String> usedFolds = new HashSet<>();

  private Expectation(Schema schema) {
    this.schema = schema;
    this.root = Branch.root(schema.grain());
    grow(root);
  }

  /**
   * The expectation of a schema, or of a simpler one: with fewer levels if there were too many
   * tables, nested where aggregates would have one name, and no column left out where none would
   * remain.
   */
  static Expectation of(Schema schema) {
    Expectation expected = new Expectation(schema);
    if (expected.root.walk().count() > MOST_BRANCHES && schema.settings().depth() > 0) {
      return of(schema.shallower());
    }
    Optional<String> empty = expected.emptyNest();
    if (empty.isPresent()) {
      return of(schema.withAllColumns(empty.get()));
    }
    return expected
        .repeatedAggregate()
        .map(table -> of(schema.folded(table, Folding.NEST)))
        .orElse(expected);
  }

  Schema schema() {
    return schema;
  }

  Branch root() {
    return root;
  }

  private Optional<String> repeatedAggregate() {
    Map<String, Long> times =
        root.walk()
            .filter(branch -> branch.folding() == Folding.AGGREGATE)
            .collect(Collectors.groupingBy(branch -> branch.table().name(), Collectors.counting()));
    return times.entrySet().stream()
        .filter(one -> one.getValue() > 1)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** A nested table without a column to show is refused; a key alone may be all that it has. */
  private Optional<String> emptyNest() {
    return root.walk()
        .filter(branch -> branch.folding() == Folding.NEST && branch.columns().isEmpty())
        .map(branch -> branch.table().name())
        .findFirst();
  }

  private int deepest() {
    return schema.settings().depth() + 1;
  }

  private void grow(Branch branch) {
    for (Way way : Way.from(schema, branch.table().name())) {
      if (branch.arrival().filter(way::isReverseOf).isEmpty()) {
        SchemaTable to = schema.table(way.to());
        Folding folding = decide(branch, way, to);
        if (folding != Folding.LEAVE_OUT) {
          grow(branch.grow(way, to, folding));
        }
      }
    }
  }

  private Folding decide(Branch branch, Way way, SchemaTable to) {
    boolean own = way.link().form() == Form.CLAIMED_MANY;
    if (!own && to.folding() == Folding.LEAVE_OUT) {
      usedFolds.add(to.name());
      return Folding.LEAVE_OUT;
    }
    if (branch.folding() == Folding.AGGREGATE) {
      return Folding.LEAVE_OUT;
    }
    if (own) {
      return timesFollowed(branch, way) > 0 ? Folding.LEAVE_OUT : ownFolding(to);
    }
    return way.toOne() ? decideOnOne(branch, way, to) : decideOnMany(branch, way, to);
  }

  private Folding decideOnOne(Branch branch, Way way, SchemaTable to) {
    boolean told = to.folding() == Folding.FLATTEN;
    if (told) {
      usedFolds.add(to.name());
    }
    boolean inside = belowAFold(branch) && !told && !across(branch, way);
    boolean follow = !inside && branch.depth() < deepest() && !cycle(branch, way);
    return follow ? Folding.FLATTEN : Folding.LEAVE_OUT;
  }

  private boolean cycle(Branch branch, Way way) {
    if (way.toItself()) {
      return branch.levels() >= schema.settings().selfReferences();
    }
    return timesFollowed(branch, way) > 0 || (timesMet(branch, way) > 1 && !across(branch, way));
  }

  private static long timesFollowed(Branch branch, Way way) {
    return branch.times(one -> one.arrival().filter(way::equals).isPresent());
  }

  private static long timesMet(Branch branch, Way way) {
    return branch.times(one -> one.table().name().equals(way.to()));
  }

  private Folding decideOnMany(Branch branch, Way way, SchemaTable to) {
    if (timesMet(branch, way) > 0) {
      return Folding.LEAVE_OUT;
    }
    boolean near = branch.depth() < deepest();
    if (to.folding().many()) {
      if (near) {
        usedFolds.add(to.name());
      }
      return near ? to.folding() : Folding.LEAVE_OUT;
    }
    boolean bridge = way.toBridge() && !joinedByConfiguration(to) && !belowAFold(branch);
    return bridge && near ? Folding.NEST : Folding.LEAVE_OUT;
  }

  private boolean joinedByConfiguration(SchemaTable to) {
    return schema.links().stream().anyMatch(one -> !one.declared() && one.to().equals(to.name()));
  }

  private static boolean belowAFold(Branch branch) {
    return branch.times(one -> one.folding() != Folding.FLATTEN) > 0;
  }

  private static boolean across(Branch branch, Way way) {
    return branch.folding() == Folding.NEST
        && branch.arrival().filter(Way::toBridge).isPresent()
        && way.acrossBridge();
  }

  private static Folding ownFolding(SchemaTable to) {
    return to.folding().many() ? to.folding() : Folding.NEST;
  }

  /** The configuration that asks for what is expected, and for nothing in vain. */
  MergeConfig configuration() {
    MergeConfigs config = MergeConfigs.grain(schema.grain().name());
    config.limits(deepest(), COLUMNS, ELEMENTS);
    config.broadcastLimit(schema.settings().broadcast() ? Long.MAX_VALUE : 0);
    for (SchemaTable table : schema.tables()) {
      if (usedFolds.contains(table.name())) {
        config.fold(table.name(), fold(table, table.folding()));
      }
      if (hasColumns(table)) {
        config.leaveOut(table.name(), table.leftOut().toArray(String[]::new));
      }
      if (refersToItself(table)) {
        config.selfReferences(table.name(), schema.settings().selfReferences());
      }
    }
    schema.links().stream()
        .filter(link -> !link.declared() && isMerged(link.from()))
        .map(this::configured)
        .forEach(config::relation);
    return config.build();
  }

  /** Of a table that is only ever aggregated, no column appears. */
  private boolean hasColumns(SchemaTable table) {
    return root.walk()
        .anyMatch(branch -> branch.table().equals(table) && branch.folding() != Folding.AGGREGATE);
  }

  private boolean isMerged(String table) {
    return root.walk().anyMatch(branch -> branch.table().name().equals(table));
  }

  private boolean refersToItself(SchemaTable table) {
    return schema.links().stream()
        .anyMatch(link -> link.from().equals(table.name()) && link.to().equals(table.name()));
  }

  private RelationConfig configured(Link link) {
    RelationConfig relation =
        relation(link.from(), link.fromColumns(), link.to(), link.toColumns());
    SchemaTable to = schema.table(link.to());
    if (link.form() == Form.CLAIMED_MANY) {
      return folding(relation, fold(to, ownFolding(to)));
    }
    return isClaim(link) ? claiming(relation, CardinalityClaim.MANY_TO_ONE) : relation;
  }

  /** Whether no key shows that a configured link leads to one row. */
  boolean isClaim(Link link) {
    return link.form() == Form.CLAIMED_ONE
        && !schema.table(link.to()).primaryKey().equals(link.toColumns());
  }

  private static FoldConfig fold(SchemaTable table, Folding folding) {
    return switch (folding) {
      case NEST -> new FoldConfig.Nest();
      case PICK_FIRST -> new FoldConfig.Pick(FoldConfig.End.FIRST, List.of(table.pickBy()));
      case PICK_LAST -> new FoldConfig.Pick(FoldConfig.End.LAST, List.of(table.pickBy()));
      case AGGREGATE -> new FoldConfig.Aggregate(figures(table));
      case FLATTEN -> new FoldConfig.Flatten();
      case LEAVE_OUT, NONE -> new FoldConfig.LeaveOut();
    };
  }

  /** Expressions over a table's rows that mean in SQL what they mean in the configuration. */
  static Map<String, AggregateExpression> figures(SchemaTable table) {
    Map<String, AggregateExpression> figures = new TreeMap<>();
    String name = table.name();
    figures.put(name + "_rows", AggregateExpression.parse("count(*)"));
    for (SchemaColumn column : table.columns()) {
      String prefix = "%s_%s_".formatted(name, column.name());
      List<String> functions =
          column.kind().isNumber() ? List.of("sum", "min", "max", "count") : List.of("count");
      for (String function : functions) {
        String expression = "%s(%s)".formatted(function, column.name());
        figures.put(prefix + function, AggregateExpression.parse(expression));
      }
    }
    return figures;
  }
}
