package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.manyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.Product;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What no tree may be made of. */
class TreeRecordsTest {

  private static final KeyPair KEY = new KeyPair("id", "sale_id", new KeyComparison.Same());

  @Test
  void flatteningAOneToManyEdgeIsRefused() {
    assertThatThrownBy(() -> edge(Cardinality.ONE_TO_MANY, new Fold.Flatten(), KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid edge to note: flattening a one-to-many edge would multiply rows");
  }

  @Test
  void anEdgeJoinsColumns() {
    assertThatThrownBy(() -> edge(Cardinality.MANY_TO_ONE, new Fold.Flatten()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid edge to note: it joins no columns");
  }

  @Test
  void anEdgeNamesTheColumnsOfBothSides() {
    Edge edge = edge(Cardinality.ONE_TO_MANY, new Fold.Nest("note", 1), KEY);

    assertThat(edge.parentColumns()).containsExactly("id");
    assertThat(edge.childColumns()).containsExactly("sale_id");
  }

  @Test
  void aNestHoldsAtLeastOneElement() {
    assertThatThrownBy(() -> new Fold.Nest("note", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid nest note: expected at least 1 element, found 0");
  }

  @Test
  void aClaimNamesColumns() {
    assertThatThrownBy(() -> new Claim(keyed("sale").build(), List.of(), "merge.relations[]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid claim on sale: it names no column");
  }

  @Test
  void anAllocationIsOfOneColumnOfOneRole() {
    Table sale = keyed("sale").column("total", "int").build();
    Node node = new Node("sale", sale, List.of(), List.of());
    Allocation allocation = new Allocation("sale", "total", Product.parse("id"), "share");

    assertThat(allocation.isOf(node, sale.column("total"))).isTrue();
    assertThat(allocation.isOf(node, sale.column("id"))).isFalse();
    assertThat(allocation.isOf(new Node("x", sale, List.of(), List.of()), sale.column("total")))
        .isFalse();
  }

  @Test
  void foldsAndComparisonsAreToldInWords() {
    assertThat(new Fold.Flatten().describe()).isEqualTo("flattened");
    assertThat(new KeyComparison.Same().describe()).isEqualTo("exact");
    assertThat(new KeyComparison.SameButTrailingSpaces().describe())
        .isEqualTo("exact but for trailing spaces");
    assertThat(
            new KeyComparison.ByCollation(TableBuilder.DEFAULT_COLLATION, Optional.empty())
                .describe())
        .isEqualTo("by utf8mb4_0900_ai_ci");
  }

  private static Edge edge(Cardinality cardinality, Fold fold, KeyPair... keys) {
    return new Edge(
        cardinality,
        List.of(keys),
        Reference.NONE,
        "no key",
        List.of(),
        false,
        fold,
        new Node("note", manyOf("sale", "note").build(), List.of(), List.of()));
  }
}
