package com.shopsphere.warehouse.report;

import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.MergeConfigs;
import com.shopsphere.warehouse.testing.TableBuilder;
import org.junit.jupiter.api.Test;

class PlanMermaidTest {

  @Test
  void drawsATableAsABoxAndAFoldAsADashedArrow() {
    PlanDocument plan =
        Plans.plan(
            MergeConfigs.grain("line").nest("note").build(),
            keyed("line")
                .rows(1_000_000)
                .column("shopper_id", "int")
                .column("seller_id", "int")
                .reference("a", "shopper_id", "person", "id")
                .reference("b", "seller_id", "person", "id"),
            keyed("person").rows(10),
            keyed("note").column("line_id", "int").reference("n", "line_id", "line", "id"),
            keyed("island"));

    assertThat(PlanFormat.MERMAID.write(plan))
        .isEqualTo(
            """
            flowchart LR
              n0["line<br/>~1,000,000 rows<br/>~8 splits by id"]
              n1["shopper<br/>table person<br/>~10 rows<br/>~1 split by id"]
              n0 -->|"n:1 shopper_id = id"| n1
              n2["seller<br/>table person<br/>~10 rows<br/>~1 split by id"]
              n0 -->|"n:1 seller_id = id"| n2
              n3["note<br/>~0 rows<br/>~1 split by id"]
              n0 -.->|"1:n id = line_id"| n3
              subgraph left_out["left out"]
                x0["person (id) to line (seller_id)<br/>one-to-many, back to a table on its own path"]
                x1["person (id) to line (shopper_id)<br/>one-to-many, back to a table on its own path"]
                x2["island<br/>unreachable#58; no key leads to it from the tree"]
              end
            """);
  }

  @Test
  void aNameMayHoldWhatMermaidWouldTakeForItsOwn() {
    PlanDocument plan =
        Plans.plan(
            MergeConfigs.grain("end\"];%%{<b>&#x").build(),
            table("end\"];%%{<b>&#x").notNull("`k|\n名\"", "int").primaryKey("`k|\n名\""));

    assertThat(PlanFormat.MERMAID.write(plan))
        .isEqualTo(
            """
            flowchart LR
              n0["end_b_x<br/>table end#34;#93;#59;#37;#37;#123;#60;b#62;#38;#35;x<br/>~0 rows<br/>~1 split by #96;k#124;#10;名#34;"]
            """);
  }

  private static TableBuilder keyed(String name) {
    return table(name).notNull("id", "int").primaryKey("id");
  }
}
