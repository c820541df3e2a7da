package com.shopsphere.warehouse.verify;

import static com.shopsphere.warehouse.testing.MergeConfigs.claiming;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.MergeConfigs.relation;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.config.CardinalityClaim;
import com.shopsphere.warehouse.failure.SourceException;
import com.shopsphere.warehouse.failure.VerificationException;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cardinalities that no key proves, on real servers. */
class ClaimProofIT {

  private static final String ALL = "com.shopsphere.warehouse.testing.Servers#all";

  @ParameterizedTest
  @MethodSource(ALL)
  void aClaimThatTheDataKeepsIsBelieved(EmbeddedServer server) throws SQLException {
    Database database = database(server, "(1, 7, 'a'), (2, 7, 'b'), (3, 8, 'a')");

    assertThatCode(() -> prove(database)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void rowsWithNullInAClaimedColumnDoNotCount(EmbeddedServer server) throws SQLException {
    Database database =
        database(server, "(1, NULL, 'a'), (2, NULL, 'a'), (3, 8, NULL), (4, 8, NULL)");

    assertThatCode(() -> prove(database)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aClaimThatTheDataContradictsIsNamedWithItsKeys(EmbeddedServer server) throws SQLException {
    Database database =
        database(
            server, "(1, 7, 'a'), (2, 7, 'a'), (3, 8, 'x'), (4, 8, 'x'), (5, 8, 'x'), (6, 9, 'y')");

    assertThatThrownBy(() -> prove(database))
        .isInstanceOf(VerificationException.class)
        .hasMessage(
            "Cannot believe merge.relations[].cardinality: expected at most one row of 'tag' for each (no, label), found more for 2 of them: (7, a) 2 times; (8, x) 3 times.");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void keysAreEqualAsTheServerComparesThem(EmbeddedServer server) throws SQLException {
    Database database = database(server, "(1, 7, 'Zoe'), (2, 7, 'zoe')");

    assertThatThrownBy(() -> prove(database))
        .isInstanceOf(VerificationException.class)
        .hasMessageContaining("found more for 1 of them: (7, ");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theFirstTwentyKeysAreNamed(EmbeddedServer server) throws SQLException {
    Database database =
        database(
            server,
            IntStream.range(0, 42)
                .mapToObj("(%1$d, %1$d DIV 2 + 10, 'a')"::formatted)
                .collect(Collectors.joining(", ")));
    String shown =
        IntStream.range(10, 30)
            .mapToObj("(%d, a) 2 times"::formatted)
            .collect(Collectors.joining("; "));

    assertThatThrownBy(() -> prove(database))
        .isInstanceOf(VerificationException.class)
        .hasMessageEndingWith("found more for 21 of them: %s; ....".formatted(shown));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aTableThatCannotBeReadIsNamed(EmbeddedServer server) throws SQLException {
    Database database = database(server, "(1, 7, 'a')");
    MergeTree tree = plan(database);

    try (Connection connection = server.connect(database.name())) {
      connection.createStatement().execute("DROP TABLE tag");
      assertThatThrownBy(() -> new ClaimProof(database.source()).prove(connection, tree))
          .isInstanceOf(SourceException.class)
          .hasMessageStartingWith("Cannot prove a claim on the table tag");
    }
  }

  private static void prove(Database database) throws SQLException {
    MergeTree tree = plan(database);
    try (Connection connection = database.server().connect(database.name())) {
      new ClaimProof(database.source()).prove(connection, tree);
    }
  }

  private static MergeTree plan(Database database) {
    return database.plan(
        grain("sale")
            .relation(
                claiming(
                    relation("sale", List.of("tag_no", "tag_label"), "tag", List.of("no", "label")),
                    CardinalityClaim.MANY_TO_ONE))
            .build());
  }

  private static Database database(EmbeddedServer server, String tags) throws SQLException {
    return Database.create(
        server,
        "CREATE TABLE sale (id INT PRIMARY KEY, tag_no INT, tag_label VARCHAR(9))",
        "CREATE TABLE tag (id INT PRIMARY KEY, no INT, label VARCHAR(9))",
        "INSERT INTO tag VALUES " + tags);
  }
}
