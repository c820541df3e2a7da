package com.shopsphere.warehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShopsphereSchemaTest {

  @Test
  void cutsAScriptWhereALineEndsInASemicolon() {
    assertThat(ShopsphereSchema.statements("-- why\nSET @a = ';'\n  'b';\nDO 0;\n"))
        .containsExactly("-- why\nSET @a = ';'\n  'b';\n", "DO 0;\n");
  }

  @Test
  void leavesOutWhatIsNotEnded() {
    assertThat(ShopsphereSchema.statements("DO 0;\n-- the end\n")).containsExactly("DO 0;\n");
  }
}
