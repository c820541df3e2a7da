package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.assertRefused;
import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.MergeConfigs.relation;
import static com.shopsphere.warehouse.testing.TableBuilder.columnOf;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When two key columns can be compared exactly as the server does, and how. */
class KeyComparisonsTest {

  private static final String SAME = "Same[]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int|bigint unsigned",
        "tinyint|smallint",
        "mediumint|int",
        "int|decimal(10,2)",
        "decimal(18,18)|bigint",
        "decimal(38,0)|decimal(38,0)",
        "decimal(20,0)|decimal(38,18)",
        "binary(16)|varbinary(255)",
        "tinyblob|blob",
        "mediumblob|longblob",
        "float|double",
        "float|float",
        "date|date",
        "datetime|datetime(6)",
        "timestamp|timestamp(3)",
        "time|time",
        "year|year",
        "bit(3)|bit(3)",
        "uuid|uuid",
        "inet4|inet4",
        "inet6|inet6",
        "enum('a','b')|enum('a','b')",
        "set('a','b')|set('a','b')",
      })
  void theseAreEqualIfTheirValuesAre(String left, String right) {
    assertThat(comparison(left, right)).isEqualTo(SAME);
    assertThat(comparison(right, left)).isEqualTo(SAME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int|varchar(10)",
        "int|double",
        "varchar(10)|varbinary(10)",
        "date|datetime",
        "datetime|timestamp",
        "time|time(3)",
        "bit(3)|bit(4)",
        "enum('a','b')|enum('b','a')",
        "enum('a')|varchar(10)",
        "json|json",
        "geometry|geometry",
        "decimal(38,0)|decimal(38,1)",
        "decimal(19,19)|bigint",
      })
  void theseAreNotCompared(String left, String right) {
    assertThat(comparison(left, right)).isEqualTo("none");
    assertThat(comparison(right, left)).isEqualTo("none");
  }

  private static String comparison(String left, String right) {
    return KeyComparisons.between(columnOf("a", left, true), columnOf("b", right, true))
        .map(KeyComparison.class::cast)
        .map(Object::toString)
        .orElse("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "char(3)|varchar(9)",
        "tinytext|text",
        "mediumtext|longtext",
      })
  void textsOfAnyLengthAreCompared(String left, String right) {
    assertThat(KeyComparisons.between(columnOf("a", left, true), columnOf("b", right, true)))
        .contains(
            new KeyComparison.ByCollation(
                TableBuilder.DEFAULT_COLLATION, Optional.of(KeyComparison.Ascii.CASE_INSENSITIVE)));
  }

  @ParameterizedTest
  @CsvSource({
    "utf8mb4_0900_ai_ci, CASE_INSENSITIVE",
    "utf8mb4_0900_as_ci, CASE_INSENSITIVE",
    "utf8mb4_0900_as_cs, CASE_SENSITIVE",
    "utf8mb4_general_ci, CASE_INSENSITIVE",
    "utf8mb4_unicode_ci, CASE_INSENSITIVE",
    "utf8mb4_unicode_520_ci, CASE_INSENSITIVE",
    "utf8mb4_uca1400_ai_ci, CASE_INSENSITIVE",
    "latin1_swedish_ci, CASE_INSENSITIVE",
    "latin1_general_cs, CASE_SENSITIVE",
  })
  void underTheseCollationsPrintableAsciiIsComparedByItsCharacters(
      String collation, KeyComparison.Ascii ascii) {
    assertThat(ascii(collation)).contains(ascii);
  }

  @ParameterizedTest
  @CsvSource({
    "utf8mb4_de_pb_0900_ai_ci",
    "utf8mb4_da_0900_as_cs",
    "utf8mb4_spanish_ci",
    "latin1_german2_ci",
    "utf8mb4_hr_0900_ai_ci",
    "utf8mb4_unicode_bin_ci",
  })
  void underTheseCollationsEvenAsciiHasRulesOfItsOwn(String collation) {
    assertThat(ascii(collation)).isEmpty();
  }

  private static Optional<KeyComparison.Ascii> ascii(String collation) {
    Collation own = new Collation(collation, collation.substring(0, collation.indexOf('_')), true);
    assertThat(text(own, own)).get().isInstanceOf(KeyComparison.ByCollation.class);
    return text(own, own)
        .map(KeyComparison.ByCollation.class::cast)
        .flatMap(KeyComparison.ByCollation::ascii);
  }

  @Test
  void aBinaryCollationComparesCharactersAndPerhapsTrailingSpaces() {
    Collation bin = new Collation("utf8mb4_bin", "utf8mb4", true);
    Collation noPad = new Collation("utf8mb4_0900_bin", "utf8mb4", false);

    assertThat(text(bin, bin)).contains(new KeyComparison.SameButTrailingSpaces());
    assertThat(text(noPad, noPad)).contains(new KeyComparison.Same());
  }

  @ParameterizedTest
  @CsvSource({
    "utf8mb4_bin, utf8mb4_0900_ai_ci, utf8mb4_bin",
    "utf8mb4_general_ci, latin1_swedish_ci, utf8mb4_general_ci",
    "utf8mb4_general_ci, utf8mb3_unicode_ci, utf8mb4_general_ci",
    "utf8mb4_bin, utf8mb3_unicode_ci, utf8mb4_bin",
    "utf8mb3_general_ci, latin1_bin, utf8mb3_general_ci",
    "ucs2_unicode_ci, latin1_swedish_ci, ucs2_unicode_ci",
  })
  void ofTwoCollationsTheServersRulesChooseOne(String left, String right, String winner) {
    KeyComparison expected = text(collation(winner), collation(winner)).orElseThrow();

    assertThat(text(collation(left), collation(right))).contains(expected);
    assertThat(text(collation(right), collation(left))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "utf8mb4_0900_ai_ci, utf8mb4_general_ci",
    "utf8mb4_bin, utf8mb4_0900_bin",
    "latin1_swedish_ci, latin2_general_ci",
    "utf8mb3_general_ci, ucs2_general_ci",
  })
  void betweenThesePairsTheServerChoosesNone(String left, String right) {
    assertThat(text(collation(left), collation(right))).isEmpty();
    assertThat(text(collation(right), collation(left))).isEmpty();
  }

  private static Collation collation(String name) {
    return new Collation(name, name.substring(0, name.indexOf('_')), true);
  }

  private static Optional<KeyComparison> text(Collation left, Collation right) {
    Column a = table("t").text("a", "varchar(9)", left).build().column("a");
    Column b = table("t").text("b", "varchar(9)", right).build().column("b");
    return KeyComparisons.between(a, b);
  }

  @Test
  void aRelationOverColumnsThatCannotBeComparedIsRefused() {
    assertRefused(
            grain("sale").relation(relation("sale", "code", "shop", "id")),
            keyed("sale").column("code", "varchar(9)"),
            keyed("shop"))
        .hasMessage(
            "Cannot join sale (code) to shop (id): the values of code varchar(9) utf8mb4_0900_ai_ci and of id int cannot be compared exactly as the server compares them; leave the table out (merge.folds).");
  }
}
