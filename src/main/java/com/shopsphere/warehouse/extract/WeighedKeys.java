package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.plan.KeyPair;
import com.shopsphere.warehouse.plan.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Join keys whose values Spark cannot compare as the server does, and that are therefore joined by
 * the server's own sort keys.
 *
 * @param pairs by the role of the child that they join
 * @param columns whose sort keys are read, by the role of their table
 */
public record WeighedKeys(Map<String, Set<KeyPair>> pairs, Map<String, List<Weight>> columns) {

  public WeighedKeys {
    pairs = Map.copyOf(pairs);
    columns = Map.copyOf(columns);
  }

  /**
   * A sort key that is read beside its column.
   *
   * @param collation by which the server compares the column in a join
   */
  public record Weight(String column, Collation collation) {

    /** Its name in the DataFrame of a role: unlike every {@link Extracted#columnName}. */
    public String name(String role) {
      return "%s~%s/%s".formatted(role, collation.name(), column);
    }
  }

  public static WeighedKeys none() {
    return new WeighedKeys(Map.of(), Map.of());
  }

  /** Whether two columns are compared by their sort keys. */
  public boolean contain(Node child, KeyPair pair) {
    return pairs.getOrDefault(child.role(), Set.of()).contains(pair);
  }

  List<Weight> of(Node node) {
    return columns.getOrDefault(node.role(), List.of());
  }
}
