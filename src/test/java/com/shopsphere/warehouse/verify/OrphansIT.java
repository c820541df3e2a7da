package com.shopsphere.warehouse.verify;

import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.SourceException;
import com.shopsphere.warehouse.failure.VerificationException;
import com.shopsphere.warehouse.merge.EdgeFigures;
import com.shopsphere.warehouse.merge.Figures;
import com.shopsphere.warehouse.merge.MergeFigures;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Reference;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Foreign keys that name no row: two sales of three name no shop, one note names no sale. */
class OrphansIT {

  private static final String ALL = "com.shopsphere.warehouse.testing.Servers#all";

  @ParameterizedTest
  @MethodSource(ALL)
  void orphansThatTheServerSeesAsWellAreTold(EmbeddedServer server) throws SQLException {
    assertThat(compared(server, 2, OptionalLong.of(1)))
        .containsExactly(
            "2 rows of sale have a foreign key that names no row of shop: it was not enforced when they were written.",
            "1 rows of note have a foreign key that names no row of sale: it was not enforced when they were written.");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void whereTheMergeMetNoneTheServerIsNotAsked(EmbeddedServer server) throws SQLException {
    assertThat(compared(server, 0, OptionalLong.empty())).isEmpty();
    assertThat(compared(server, 0, OptionalLong.of(0))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void anotherNumberThanTheServersIsRefused(EmbeddedServer server) {
    assertThatThrownBy(() -> compared(server, 1, OptionalLong.of(1)))
        .isInstanceOf(VerificationException.class)
        .hasMessage(
            "Cannot prove the join of 'sale' with 'shop': the merge met 1 rows of sale whose foreign key names no row of shop, the server sees 2. The tables changed while they were read, or their keys are compared in different ways.");
    assertThatThrownBy(() -> compared(server, 2, OptionalLong.of(3)))
        .isInstanceOf(VerificationException.class)
        .hasMessage(
            "Cannot prove the join of 'sale' with 'note': the merge met 3 rows of note whose foreign key names no row of sale, the server sees 1. The tables changed while they were read, or their keys are compared in different ways.");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void edgesThatWereNotCountedAreNotCompared(EmbeddedServer server) throws SQLException {
    Database database = database(server);
    MergeFigures none = new MergeFigures(figures(), figures(), new TreeMap<>(), List.of());

    assertThat(compared(database, none)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aTableThatCannotBeReadIsNamed(EmbeddedServer server) throws SQLException {
    Database database = database(server);
    MergeTree tree = plan(database);

    try (Connection connection = server.connect(database.name())) {
      connection.createStatement().execute("RENAME TABLE sale TO gone");
      assertThatThrownBy(
              () ->
                  new Orphans(database.source())
                      .requireThoseOfTheServer(connection, tree, merged(2, OptionalLong.of(1))))
          .isInstanceOf(SourceException.class)
          .hasMessageStartingWith("Cannot count the orphans of the table sale");
    }
  }

  @Test
  void orphansAreOnTheSideThatHoldsTheForeignKey() {
    EdgeFigures counted = edge("sale", "shop", 2, OptionalLong.of(3));

    assertThat(Orphans.of(Reference.PARENT_TO_CHILD, counted)).hasValue(2);
    assertThat(Orphans.of(Reference.CHILD_TO_PARENT, counted)).hasValue(3);
    assertThat(Orphans.of(Reference.NONE, counted)).isEmpty();
  }

  private static List<String> compared(
      EmbeddedServer server, long salesWithoutShop, OptionalLong notesWithoutSale)
      throws SQLException {
    return compared(database(server), merged(salesWithoutShop, notesWithoutSale));
  }

  private static List<String> compared(Database database, MergeFigures merged) throws SQLException {
    MergeTree tree = plan(database);
    try (Connection connection = database.server().connect(database.name())) {
      return new Orphans(database.source()).requireThoseOfTheServer(connection, tree, merged);
    }
  }

  private static MergeTree plan(Database database) {
    return database.plan(grain("sale").nest("note").build());
  }

  private static MergeFigures merged(long salesWithoutShop, OptionalLong notesWithoutSale) {
    return new MergeFigures(
        figures(),
        figures(),
        new TreeMap<>(),
        List.of(
            edge("sale", "shop", salesWithoutShop, OptionalLong.empty()),
            edge("sale", "note", 0, notesWithoutSale)));
  }

  private static EdgeFigures edge(
      String parent, String child, long parentsUnmatched, OptionalLong childrenUnmatched) {
    return new EdgeFigures(parent, child, 3, 3, 0, parentsUnmatched, 1, 0, childrenUnmatched);
  }

  private static Figures figures() {
    return new Figures(3, 0, new TreeMap<>());
  }

  /** Keys of two columns, one of which may be NULL: then the row is no orphan. */
  private static Database database(EmbeddedServer server) throws SQLException {
    return Database.create(
        server,
        "CREATE TABLE shop (country INT, no INT, PRIMARY KEY (country, no))",
        """
        CREATE TABLE sale (id INT PRIMARY KEY, shop_country INT, shop_no INT,
          CONSTRAINT a FOREIGN KEY (shop_country, shop_no) REFERENCES shop (country, no))""",
        """
        CREATE TABLE note (id INT PRIMARY KEY, sale_id INT,
          CONSTRAINT b FOREIGN KEY (sale_id) REFERENCES sale (id))""",
        "INSERT INTO shop VALUES (1, 1), (1, 2)",
        "INSERT INTO sale VALUES (1, 1, 1), (2, 1, 9), (3, 9, 1), (4, 9, NULL), (5, NULL, NULL)",
        "INSERT INTO note VALUES (1, 1), (2, 99), (3, NULL)");
  }
}
