package com.shopsphere.warehouse.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.load.BigQueryType;
import com.shopsphere.warehouse.testing.TableBuilder;
import com.shopsphere.warehouse.testing.Types;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/types.md against the code. */
class TypesDocumentTest {

  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** What the document says of each type that it names. */
  static Stream<Arguments> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/types.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\s*\\|\\s*"))
        .flatMap(
            cells ->
                types(cells[1]).stream()
                    .map(type -> Arguments.of(type, cells[2], cells[3], cells[4])));
  }

  private static List<String> types(String cell) {
    return QUOTED.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyTypeBecomesWhatTheDocumentSays(
      String mySql, String spark, String bigQuery, String parquet) {
    DataType type = Types.standard().sparkType("t", TableBuilder.columnOf("c", mySql, true));

    assertThat(type.sql()).isEqualTo(spark);
    assertThat(BigQueryType.of(type)).isEqualTo(bigQuery);
    assertThat(parquet(type)).isEqualTo(parquet);
  }

  private static String parquet(DataType type) {
    SQLConf conf = new SQLConf();
    conf.setConfString("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    PrimitiveType column =
        new SparkToParquetSchemaConverter(conf)
            .convert(new StructType().add("c", type))
            .getType("c")
            .asPrimitiveType();
    LogicalTypeAnnotation annotation = column.getLogicalTypeAnnotation();
    // The library's name for what the format calls BYTE_ARRAY.
    String name = column.getPrimitiveTypeName().name().replaceFirst("^BINARY$", "BYTE_ARRAY");
    return annotation == null ? name : name + " " + annotation;
  }
}
