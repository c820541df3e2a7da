package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitPredicatesTest {

  @Test
  void rangesAreOpenAtBothEndsAndMeetAtTheBounds() {
    assertThat(SplitPredicates.of(Optional.of("c0"), List.of("10", "20")))
        .containsExactly("c0 < 10", "c0 >= 10 AND c0 < 20", "c0 >= 20");
  }

  @Test
  void aTableWithoutBoundsIsReadByOnePredicate() {
    assertThat(SplitPredicates.of(Optional.of("c0"), List.of())).containsExactly("1 = 1");
    assertThat(SplitPredicates.of(Optional.empty(), List.of())).containsExactly("1 = 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0,19", "-3,7,25", "3,4,5,6", "19"})
  void everyKeyIsInExactlyOneRange(String bounds) throws SQLException {
    List<String> predicates = SplitPredicates.of(Optional.of("c0"), List.of(bounds.split(",")));

    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("CREATE TABLE numbers AS SELECT range AS c0 FROM range(-10, 40)");
      long selected = 0;
      for (String predicate : predicates) {
        selected += count(statement, predicate);
      }
      assertThat(selected).isEqualTo(50);
      assertThat(count(statement, "(" + String.join(") OR (", predicates) + ")")).isEqualTo(50);
    }
  }

  private static long count(Statement statement, String predicate) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT COUNT(*) FROM numbers WHERE " + predicate)) {
      row.next();
      return row.getLong(1);
    }
  }
}
