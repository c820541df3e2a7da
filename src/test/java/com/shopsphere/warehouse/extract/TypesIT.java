package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.config.InvalidDates;
import com.shopsphere.warehouse.config.SpatialForm;
import com.shopsphere.warehouse.config.TinyintForm;
import com.shopsphere.warehouse.config.TypeConfig;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type of docs/types.md on real servers: extremes, NULL, and what is not to be represented.
 * The servers' zones are +05:30, -07:00 and +12:45, that of this JVM is another one.
 */
class TypesIT {

  /** A value in SQL, and as it arrives in Spark; bytes as hexadecimal digits. */
  private record Pair(String sql, @Nullable Object expected) {}

  /**
   * @param type as in CREATE TABLE
   */
  private record Case(String type, String sparkType, List<Pair> pairs) {

    @Override
    public String toString() {
      return type;
    }
  }

  /**
   * @param pairs values in SQL, each followed by what it arrives as
   */
  private static Case of(String type, String sparkType, Object... pairs) {
    List<Pair> values = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.add(new Pair((String) pairs[i], pairs[i + 1]));
    }
    return new Case(type, sparkType, values);
  }

  private static BigDecimal exact(String digits) {
    return new BigDecimal(digits);
  }

  private static Stream<Case> everywhere() {
    return Stream.of(numbers(), decimalsAndBits(), dates(), texts(), spatial()).flatMap(one -> one);
  }

  private static Stream<Case> numbers() {
    return Stream.of(
        of("TINYINT", "INT", "-128", -128, "127", 127, "0", 0),
        of("TINYINT UNSIGNED", "INT", "255", 255, "0", 0),
        of("TINYINT(1)", "INT", "5", 5, "-1", -1),
        of("BOOL", "INT", "TRUE", 1, "FALSE", 0),
        of("SMALLINT", "INT", "-32768", -32768, "32767", 32767),
        of("SMALLINT UNSIGNED", "INT", "65535", 65535),
        of("MEDIUMINT", "INT", "-8388608", -8388608, "8388607", 8388607),
        of("MEDIUMINT UNSIGNED", "INT", "16777215", 16777215),
        of("INT", "INT", "-2147483648", Integer.MIN_VALUE, "2147483647", Integer.MAX_VALUE),
        of("INT UNSIGNED", "BIGINT", "4294967295", 4294967295L, "0", 0L),
        of("INT(5) UNSIGNED ZEROFILL", "BIGINT", "42", 42L),
        of(
            "BIGINT",
            "BIGINT",
            "-9223372036854775808",
            Long.MIN_VALUE,
            "9223372036854775807",
            Long.MAX_VALUE),
        of(
            "BIGINT UNSIGNED",
            "DECIMAL(20,0)",
            "18446744073709551615",
            exact("18446744073709551615"),
            "9223372036854775808",
            exact("9223372036854775808"),
            "0",
            exact("0")),
        of("YEAR", "INT", "1901", 1901, "2155", 2155, "0", 0),
        of(
            "FLOAT",
            "FLOAT",
            "1234567.8",
            1234567.8f,
            "-0.1",
            -0.1f,
            "3.402823466e38",
            Float.MAX_VALUE),
        of(
            "DOUBLE",
            "DOUBLE",
            "0.1",
            0.1,
            "-1.7976931348623157e308",
            -Double.MAX_VALUE,
            "2.2250738585072014e-308",
            Double.MIN_NORMAL));
  }

  private static Stream<Case> decimalsAndBits() {
    String nines38 = "9".repeat(38);
    String nines65 = "9".repeat(35) + "." + "9".repeat(30);
    return Stream.of(
        of(
            "DECIMAL(9,2)",
            "DECIMAL(9,2)",
            "-9999999.99",
            exact("-9999999.99"),
            "0.5",
            exact("0.50")),
        of("DECIMAL(10,0)", "DECIMAL(10,0)", "9999999999", exact("9999999999")),
        of(
            "DECIMAL(18,18)",
            "DECIMAL(18,18)",
            "-0.999999999999999999",
            exact("-0.999999999999999999")),
        of(
            "DECIMAL(19,4)",
            "DECIMAL(19,4)",
            "-922337203685477.5808",
            exact("-922337203685477.5808"),
            "0",
            exact("0.0000")),
        of(
            "DECIMAL(38,0)",
            "DECIMAL(38,0)",
            nines38,
            exact(nines38),
            "-" + nines38,
            exact("-" + nines38)),
        of("DECIMAL(38,30)", "DECIMAL(38,30)", "-1e-30", exact("-1e-30")),
        of("DECIMAL(39,0)", "STRING", "9" + nines38, "9" + nines38),
        of("DECIMAL(65,30)", "STRING", "-" + nines65, "-" + nines65, "1", "1." + "0".repeat(30)),
        of("BIT(1)", "BOOLEAN", "b'1'", true, "b'0'", false),
        of("BIT(9)", "BIGINT", "b'100000001'", 257L),
        of("BIT(63)", "BIGINT", "9223372036854775807", Long.MAX_VALUE),
        of("BIT(64)", "DECIMAL(20,0)", "18446744073709551615", exact("18446744073709551615")));
  }

  private static Stream<Case> dates() {
    return Stream.of(
        of(
            "DATE",
            "DATE",
            "'0001-01-01'",
            LocalDate.of(1, 1, 1),
            "'1582-10-10'",
            LocalDate.of(1582, 10, 10),
            "'1883-11-18'",
            LocalDate.of(1883, 11, 18),
            "'2000-02-29'",
            LocalDate.of(2000, 2, 29),
            "'9999-12-31'",
            LocalDate.of(9999, 12, 31)),
        of(
            "DATETIME",
            "TIMESTAMP_NTZ",
            "'0001-01-01'",
            LocalDateTime.of(1, 1, 1, 0, 0),
            "'1582-10-10 23:59:59'",
            LocalDateTime.of(1582, 10, 10, 23, 59, 59),
            "'2024-03-10 02:30:00'",
            LocalDateTime.of(2024, 3, 10, 2, 30)),
        of(
            "DATETIME(3)",
            "TIMESTAMP_NTZ",
            "'1969-12-31 23:59:59.999'",
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000)),
        of(
            "DATETIME(6)",
            "TIMESTAMP_NTZ",
            "'9999-12-31 23:59:59.999999'",
            LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)),
        of(
            "TIMESTAMP NULL",
            "TIMESTAMP",
            "'1970-01-01 00:00:01'",
            Instant.parse("1970-01-01T00:00:01Z"),
            // New York's clocks went on, and back, an hour.
            "'2024-03-10 07:30:00'",
            Instant.parse("2024-03-10T07:30:00Z"),
            "'2024-11-03 05:30:00'",
            Instant.parse("2024-11-03T05:30:00Z"),
            "'2024-11-03 06:30:00'",
            Instant.parse("2024-11-03T06:30:00Z")),
        of(
            "TIMESTAMP(6) NULL",
            "TIMESTAMP",
            "'2038-01-19 03:14:07.999999'",
            Instant.parse("2038-01-19T03:14:07.999999Z")),
        of(
            "TIME",
            "STRING",
            "'838:59:59'",
            "838:59:59",
            "'-838:59:59'",
            "-838:59:59",
            "'00:00:00'",
            "00:00:00",
            "'-00:00:01'",
            "-00:00:01"),
        of("TIME(3)", "STRING", "'-01:02:03.004'", "-01:02:03.004", "'25:00:00'", "25:00:00.000"),
        of("TIME(6)", "STRING", "'00:00:00.000001'", "00:00:00.000001", "0", "00:00:00.000000"));
  }

  private static Stream<Case> texts() {
    String utf8 = "_utf8mb4 X'61C3A9F09F9880'";
    return Stream.of(
        of("CHAR(5)", "STRING", "'ab   '", "ab", "' c'", " c", "''", ""),
        of("VARCHAR(9)", "STRING", "'ab  '", "ab  ", utf8, "aé😀"),
        of("VARCHAR(9) CHARACTER SET latin1", "STRING", "_utf8mb4 X'C3A9E282AC'", "é€"),
        of("CHAR(9) CHARACTER SET ucs2", "STRING", "_utf8mb4 X'C3A9'", "é"),
        of("VARCHAR(9) CHARACTER SET utf16", "STRING", utf8, "aé😀"),
        of("VARCHAR(9) CHARACTER SET sjis", "STRING", "_utf8mb4 X'E697A5'", "日"),
        of("VARCHAR(9) CHARACTER SET utf8mb3", "STRING", "_utf8mb4 X'E697A5'", "日"),
        of("TINYTEXT", "STRING", "'t'", "t"),
        of("TEXT", "STRING", "REPEAT('é', 300)", "é".repeat(300)),
        of("MEDIUMTEXT", "STRING", "REPEAT('x', 70000)", "x".repeat(70_000)),
        of("LONGTEXT", "STRING", "REPEAT('x', 17000000)", "x".repeat(17_000_000)),
        of("ENUM('', 'a', 'é')", "STRING", "'é'", "é", "''", "", "2", "a"),
        of("ENUM('é') CHARACTER SET latin1", "STRING", "'é'", "é"),
        of("SET('a', 'b', 'é')", "STRING", "'a,é'", "a,é", "''", ""),
        of("JSON", "STRING", "'{\"a\": [1, null]}'", "{\"a\": [1, null]}"),
        of("BINARY(4)", "BINARY", "X'00FF'", "00ff0000"),
        of("VARBINARY(4)", "BINARY", "X'00FF'", "00ff", "''", ""),
        of("TINYBLOB", "BINARY", "X'80'", "80"),
        of("BLOB", "BINARY", "X'00'", "00"),
        of("MEDIUMBLOB", "BINARY", "X'FFFE'", "fffe"),
        of("LONGBLOB", "BINARY", "REPEAT(X'AB', 300)", "ab".repeat(300)),
        of("INT GENERATED ALWAYS AS (id * 2) VIRTUAL", "INT", "DEFAULT", 2, "DEFAULT", 4),
        of("VARCHAR(9) GENERATED ALWAYS AS (CONCAT('n', id)) STORED", "STRING", "DEFAULT", "n1"),
        of("INT INVISIBLE", "INT", "7", 7));
  }

  private static Stream<Case> spatial() {
    return Stream.of(
        of("POINT", "STRING", "ST_GeomFromText('POINT(1.5 -2)')", "SRID=0;POINT(1.5 -2)"),
        of(
            "LINESTRING",
            "STRING",
            "ST_GeomFromText('LINESTRING(0 0,1 1e300)', 0)",
            "SRID=0;LINESTRING(0 0,1 1.0E300)"),
        of(
            "POLYGON",
            "STRING",
            "ST_GeomFromText('POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))')",
            "SRID=0;POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))"),
        of(
            "MULTIPOINT",
            "STRING",
            "ST_GeomFromText('MULTIPOINT(1 2,3 4)')",
            "SRID=0;MULTIPOINT((1 2),(3 4))"),
        of(
            "MULTILINESTRING",
            "STRING",
            "ST_GeomFromText('MULTILINESTRING((1 2,3 4),(5 6,7 8))')",
            "SRID=0;MULTILINESTRING((1 2,3 4),(5 6,7 8))"),
        of(
            "MULTIPOLYGON",
            "STRING",
            "ST_GeomFromText('MULTIPOLYGON(((0 0,4 0,4 4,0 0)))')",
            "SRID=0;MULTIPOLYGON(((0 0,4 0,4 4,0 0)))"),
        of(
            "GEOMETRYCOLLECTION",
            "STRING",
            "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(1 2,3 4))')",
            "SRID=0;GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(1 2,3 4))",
            "ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')",
            "SRID=0;GEOMETRYCOLLECTION EMPTY"));
  }

  private static Stream<Case> mySqlOnly() {
    return Stream.of(
        of(
            "GEOMETRY",
            "STRING",
            // MySQL takes the latitude first in this reference system, and prints it first.
            "ST_GeomFromText('POINT(52.5 13.4)', 4326)",
            "SRID=4326;POINT(13.4 52.5)"));
  }

  private static Stream<Case> mariaDbOnly() {
    return Stream.of(
        of(
            "GEOMETRY",
            "STRING",
            "ST_GeomFromText('POINT(13.4 52.5)', 4326)",
            "SRID=4326;POINT(13.4 52.5)"),
        of(
            "UUID",
            "STRING",
            "'123e4567-e89b-12d3-a456-426655440000'",
            "123e4567-e89b-12d3-a456-426655440000"),
        of("INET4", "STRING", "'192.0.2.1'", "192.0.2.1"),
        of("INET6", "STRING", "'2001:db8::ff00:42:8329'", "2001:db8::ff00:42:8329"));
  }

  static Stream<Arguments> cases() {
    return Servers.everyVersion()
        .flatMap(
            server ->
                Stream.concat(
                        everywhere(),
                        server.product().startsWith("MySQL") ? mySqlOnly() : mariaDbOnly())
                    .map(one -> Arguments.of(server, one)));
  }

  @BeforeAll
  static void theZoneOfThisMachineIsNotThatOfAServer() {
    assertThat(ZoneId.systemDefault().getId()).isEqualTo("America/New_York");
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("cases")
  void valuesArriveAsTheyAreStored(EmbeddedServer server, Case type) throws SQLException {
    ReadTable table =
        ReadTable.create(
            server, "CREATE TABLE t (id INT PRIMARY KEY, v %s)".formatted(type.type()));
    List<@Nullable Object> expected = new ArrayList<>();
    for (Pair pair : type.pairs()) {
      expected.add(pair.expected());
      table.execute("INSERT INTO t (id, v) VALUES (%d, %s)".formatted(expected.size(), pair.sql()));
    }
    if (!type.type().contains("GENERATED")) {
      expected.add(null);
      table.execute("INSERT INTO t (id, v) VALUES (%d, NULL)".formatted(expected.size()));
    }

    Dataset<Row> rows = table.read().rows();

    assertThat(rows.schema().apply("t/v").dataType().sql()).isEqualTo(type.sparkType());
    assertThat(ReadTable.values(rows, "v")).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#everyVersion")
  void binaryFractionsAreExactToTheLastBit(EmbeddedServer server) throws SQLException {
    ReadTable table =
        ReadTable.create(server, "CREATE TABLE t (id INT PRIMARY KEY, f FLOAT, d DOUBLE)");
    Random random = new Random(20241103);
    List<String> tuples = new ArrayList<>();
    List<Float> floats = new ArrayList<>();
    List<Double> doubles = new ArrayList<>();
    while (tuples.size() < 2000) {
      float f = Float.intBitsToFloat(random.nextInt());
      double d = Double.longBitsToDouble(random.nextLong());
      if (Math.abs(f) >= Float.MIN_NORMAL
          && Float.isFinite(f)
          && Math.abs(d) >= Double.MIN_NORMAL
          && Double.isFinite(d)) {
        floats.add(f);
        doubles.add(d);
        tuples.add("(%d, %s, %s)".formatted(tuples.size(), (double) f, d));
      }
    }
    table.execute("INSERT INTO t VALUES " + String.join(", ", tuples));

    Dataset<Row> rows = table.read().rows();

    assertThat(ReadTable.values(rows, "f")).isEqualTo(floats);
    assertThat(ReadTable.values(rows, "d")).isEqualTo(doubles);
  }

  /** Dates that are stored all the same, each with what MySQL prints. */
  private static final List<String> INVALID =
      List.of("0000-00-00", "2024-00-10", "2024-01-00", "2023-02-29", "0000-01-01");

  private static ReadTable withInvalidDates(EmbeddedServer server) throws SQLException {
    ReadTable table =
        ReadTable.create(
            server,
            "CREATE TABLE t (id INT PRIMARY KEY, d DATE, dt DATETIME(3), ts TIMESTAMP NULL)",
            "INSERT INTO t VALUES (0, '2024-02-29', '2024-02-29 01:02:03.004', '2024-02-29 01:02:03')");
    for (int i = 0; i < INVALID.size(); i++) {
      table.execute(
          "INSERT INTO t VALUES (%d, '%s', '%s 10:11:12.013', '0000-00-00 00:00:00')"
              .formatted(i + 1, INVALID.get(i), INVALID.get(i)));
    }
    return table;
  }

  private static TypeConfig invalidDates(InvalidDates choice, Map<String, InvalidDates> columns) {
    return new TypeConfig(TinyintForm.INTEGER, choice, columns, SpatialForm.WKT);
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#everyVersion")
  void datesThatThereAreNotBecomeNullIfSoChosenAndAreCounted(EmbeddedServer server)
      throws SQLException {
    Extracted read = withInvalidDates(server).read(invalidDates(InvalidDates.NULL, Map.of()));

    List<Row> rows = read.rows().collectAsList();

    assertThat(rows.get(0).get(1)).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(rows.subList(1, rows.size()))
        .allSatisfy(
            row -> assertThat(row.isNullAt(1) && row.isNullAt(2) && row.isNullAt(3)).isTrue());
    assertThat(read.figures().nulled()).isEqualTo(3L * INVALID.size());
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#everyVersion")
  void allValuesBecomeTextsIfSoChosen(EmbeddedServer server) throws SQLException {
    Dataset<Row> rows =
        withInvalidDates(server).read(invalidDates(InvalidDates.TEXT, Map.of())).rows();

    assertThat(rows.schema().sql())
        .isEqualTo("STRUCT<`t/id`: INT, `t/d`: STRING, `t/dt`: STRING, `t/ts`: STRING>");
    List<@Nullable Object> dates = new ArrayList<>(List.of("2024-02-29"));
    List<@Nullable Object> dateTimes = new ArrayList<>(List.of("2024-02-29 01:02:03.004"));
    INVALID.forEach(date -> dates.add(date));
    INVALID.forEach(date -> dateTimes.add(date + " 10:11:12.013"));
    assertThat(ReadTable.values(rows, "d")).isEqualTo(dates);
    assertThat(ReadTable.values(rows, "dt")).isEqualTo(dateTimes);
    assertThat(ReadTable.values(rows, "ts"))
        .startsWith("2024-02-29 01:02:03", "0000-00-00 00:00:00");
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#everyVersion")
  void aDateThatThereIsNotStopsTheReadAndNamesItsRow(EmbeddedServer server) throws SQLException {
    ReadTable table =
        ReadTable.create(
            server,
            "CREATE TABLE t (a INT, `b``c` VARCHAR(9), `d ``e` DATETIME(2), PRIMARY KEY (a, `b``c`))",
            "INSERT INTO t VALUES (1, 'x', '2024-01-01'), (7, 'y z', '2024-00-10 01:02:03.45')");

    assertThatThrownBy(() -> table.read().rows().collectAsList())
        .hasStackTraceContaining(
            "Cannot represent the value '2024-00-10 01:02:03.45' of t.d `e in the row with a = 7, b`c = y z as TIMESTAMP_NTZ; correct it, or set source.types.invalid-dates, or source.types.columns.\"t.d `e\", to null or text.");
  }

  @ParameterizedTest
  @EnumSource(InvalidDates.class)
  void aColumnMayHaveAChoiceOfItsOwn(InvalidDates choice) throws SQLException {
    ReadTable table =
        ReadTable.create(
            Servers.mysql(),
            "CREATE TABLE t (id INT PRIMARY KEY, d DATE)",
            "INSERT INTO t VALUES (1, '0000-00-00')");
    InvalidDates otherwise = choice == InvalidDates.FAIL ? InvalidDates.TEXT : InvalidDates.FAIL;
    Dataset<Row> rows = table.read(invalidDates(otherwise, Map.of("T.D", choice))).rows();

    switch (choice) {
      case FAIL ->
          assertThatThrownBy(rows::collectAsList).hasStackTraceContaining("Cannot represent");
      case NULL -> assertThat(ReadTable.values(rows, "d")).isEqualTo(Arrays.asList((Object) null));
      case TEXT -> assertThat(ReadTable.values(rows, "d")).isEqualTo(List.of("0000-00-00"));
    }
  }

  @Test
  void aBooleanMayBeReadAsOneIfItIsOne() throws SQLException {
    ReadTable table =
        ReadTable.create(
            Servers.mysql(),
            "CREATE TABLE t (id INT PRIMARY KEY, v BOOL, n TINYINT)",
            "INSERT INTO t VALUES (1, TRUE, 3), (2, FALSE, 4), (3, NULL, NULL)");
    TypeConfig booleans =
        new TypeConfig(TinyintForm.BOOLEAN, InvalidDates.FAIL, Map.of(), SpatialForm.WKT);

    Dataset<Row> rows = table.read(booleans).rows();

    assertThat(ReadTable.values(rows, "v")).isEqualTo(Arrays.asList(true, false, null));
    assertThat(ReadTable.values(rows, "n")).isEqualTo(Arrays.asList(3, 4, null));
    table.execute("UPDATE t SET v = 5 WHERE id = 2");
    assertThatThrownBy(rows::collectAsList)
        .hasStackTraceContaining(
            "Cannot represent the value '5' of t.v in the row with id = 2 as BOOLEAN; correct it, or set source.types.tinyint1 = integer.");
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#everyVersion")
  void spatialValuesMayBeReadAsTheyAreStored(EmbeddedServer server) throws SQLException {
    ReadTable table =
        ReadTable.create(
            server,
            "CREATE TABLE t (id INT PRIMARY KEY, g POINT)",
            "INSERT INTO t VALUES (1, ST_GeomFromText('POINT(1 2)', 3857))");
    TypeConfig binary =
        new TypeConfig(TinyintForm.INTEGER, InvalidDates.FAIL, Map.of(), SpatialForm.WKB);

    Dataset<Row> rows = table.read(binary).rows();

    assertThat(ReadTable.values(rows, "g"))
        .isEqualTo(List.of("110f0000" + "0101000000" + "000000000000f03f" + "0000000000000040"));
  }
}
