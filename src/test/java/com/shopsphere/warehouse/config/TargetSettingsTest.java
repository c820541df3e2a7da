package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the table is published. */
class TargetSettingsTest {

  private static final List<String> REQUIRED =
      List.of("source.database=shop", "source.user=reader", "merge.grain=order_item");
  private static final List<String> BIGQUERY =
      List.of(
          "target.type=bigquery",
          "target.bigquery.project=shop-project",
          "target.bigquery.dataset=warehouse",
          "target.bigquery.staging-path=gs://bucket/staging");

  @Test
  void aRelativePathCountsFromTheWorkingDirectory() {
    assertThat(read(List.of("target.parquet.path=../out/./x")))
        .isEqualTo(
            new TargetConfig.Parquet("unified", List.of(), Path.of("/out/x"), Compression.ZSTD));
  }

  @Test
  void anAbsolutePathIsTakenAsItIs() {
    assertThat(
            read(
                List.of(
                    "target.parquet.path=/data/warehouse",
                    "target.parquet.compression=none",
                    "target.table=order_line")))
        .isEqualTo(
            new TargetConfig.Parquet(
                "order_line", List.of(), Path.of("/data/warehouse"), Compression.NONE));
  }

  @Test
  void landsNoTableUnlessTold() {
    assertThat(read(List.of()).land()).isEmpty();
    assertThat(read(BIGQUERY).land()).isEmpty();
  }

  @Test
  void landsOneTableOrAListOfThem(@TempDir Path directory) throws IOException {
    assertThat(read(List.of("target.land=product")).land()).containsExactly("product");
    assertThat(readFile(directory, "target.land = [product, \"odd name\"]").land())
        .containsExactly("product", "odd name");
    assertThat(readFile(directory, "target.land = []").land()).isEmpty();
  }

  @Test
  void refusesATableThatIsLandedTwice(@TempDir Path directory) {
    assertThatThrownBy(() -> readFile(directory, "target.land = [product, customer, product]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid target.land: expected each table once, found 'product' more than once (%s: 1)."
                .formatted(directory.resolve("job.conf")));
  }

  @Test
  void refusesToLandWhatHasNoName(@TempDir Path directory) {
    assertThatThrownBy(() -> read(List.of("target.land= ")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Invalid target.land: expected a table or a list of tables, found '' (--set).");
    assertThatThrownBy(() -> readFile(directory, "target.land { product = yes }"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid target.land: expected a table or a list of tables, found something else (%s: 1)."
                .formatted(directory.resolve("job.conf")));
  }

  @Test
  void bigQueryDoesNotLandTablesYet() {
    assertThatThrownBy(() -> read(List.of("target.land=product"), BIGQUERY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid target.land: expected no table, since target.type = bigquery publishes the"
                + " unified one only, found product (--set).");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs://bucket/warehouse", "hdfs:/warehouse", "file:///warehouse"})
  void parquetGoesToALocalDirectoryOnly(String path) {
    assertThatThrownBy(() -> read(List.of("target.parquet.path=" + path)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid target.parquet.path: expected a local directory, found '%s'.".formatted(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-line", "1st", "shop.unified", "a b", "été"})
  void refusesANameThatNoWarehouseTakes(String table) {
    assertThatThrownBy(() -> read(List.of("target.table=" + table)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid target.table: expected letters, digits and underscores, found '%s'."
                .formatted(table));
  }

  @Test
  void bigQueryTakesTheProjectForTheBillWhenNoneIsNamed() {
    TargetConfig.BigQuery bigQuery = (TargetConfig.BigQuery) read(BIGQUERY);

    assertThat(bigQuery)
        .isEqualTo(
            new TargetConfig.BigQuery(
                "unified",
                "shop-project",
                "warehouse",
                "shop-project",
                WriteMethod.DIRECT,
                Optional.empty(),
                "gs://bucket/staging",
                Map.of()));
    assertThat(bigQuery.qualifiedTable()).isEqualTo("shop-project.warehouse.unified");
  }

  @Test
  void passesFurtherOptionsOnToTheConnector() {
    TargetConfig.BigQuery bigQuery =
        (TargetConfig.BigQuery)
            read(
                List.of(
                    "target.bigquery.billing-project=payer",
                    "target.bigquery.options.bigQueryJobTimeout=60"),
                BIGQUERY);

    assertThat(bigQuery.billingProject()).isEqualTo("payer");
    assertThat(bigQuery.options()).containsOnly(Map.entry("bigQueryJobTimeout", "60"));
  }

  @Test
  void refusesAnOptionWhoseNameHasDotsWithoutQuotes() {
    assertThatThrownBy(() -> read(List.of("target.bigquery.options.spark.parallelism=8"), BIGQUERY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid target.bigquery.options.spark: expected one value, found something else"
                + " (atPath(target.bigquery.options.spark.parallelism)).");
  }

  @Test
  void bigQueryNeedsProjectDatasetAndStaging() {
    assertThatThrownBy(() -> read(List.of("target.type=bigquery")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            new ConfigurationException(
                    List.of(
                        "Invalid target.bigquery.project: it is required and not set; set it in a"
                            + " file, with --set or as WAREHOUSE_TARGET_BIGQUERY_PROJECT.",
                        "Invalid target.bigquery.dataset: it is required and not set; set it in a"
                            + " file, with --set or as WAREHOUSE_TARGET_BIGQUERY_DATASET.",
                        "Invalid target.bigquery.staging-path: it is required and not set; set it"
                            + " in a file, with --set or as WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH."))
                .getMessage());
  }

  @Test
  void anIndirectWriteNeedsABucket() {
    assertThatThrownBy(() -> read(List.of("target.bigquery.write-method=indirect"), BIGQUERY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid target.bigquery.temporary-gcs-bucket: it is required when"
                + " target.bigquery.write-method = indirect.");
  }

  @Test
  void anIndirectWriteTakesItsBucket() {
    assertThat(
            read(
                List.of(
                    "target.bigquery.write-method=indirect",
                    "target.bigquery.temporary-gcs-bucket=bucket"),
                BIGQUERY))
        .isInstanceOfSatisfying(
            TargetConfig.BigQuery.class,
            bigQuery -> assertThat(bigQuery.temporaryGcsBucket()).contains("bucket"));
  }

  @Test
  void refusesATargetThatDoesNotExist() {
    assertThatThrownBy(() -> read(List.of("target.type=bigqery")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid target.type: expected one of parquet, bigquery, found 'bigqery' (--set); did"
                + " you mean 'bigquery'?");
  }

  @Test
  void recordsRefuseWhatTheSettingsRefuse() {
    assertThatThrownBy(
            () -> new TargetConfig.Parquet("t", List.of(), Path.of("relative"), Compression.ZSTD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid target directory relative: expected an absolute path");
    assertThatThrownBy(
            () ->
                new TargetConfig.BigQuery(
                    "t", "p", "d", "p", WriteMethod.INDIRECT, Optional.empty(), "s", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid target: an indirect write needs a bucket");
  }

  private static TargetConfig readFile(Path directory, String settings) throws IOException {
    Path file = Files.writeString(directory.resolve("job.conf"), settings);
    return new ConfigReader(Map.of(), Path.of("/work")).read(Optional.of(file), REQUIRED).target();
  }

  private static TargetConfig read(List<String> overrides) {
    return read(overrides, List.of());
  }

  private static TargetConfig read(List<String> overrides, List<String> more) {
    List<String> all = new ArrayList<>(REQUIRED);
    all.addAll(more);
    all.addAll(overrides);
    return new ConfigReader(Map.of(), Path.of("/work")).read(Optional.empty(), all).target();
  }
}
