package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.ConfigurationException;
import com.shopsphere.warehouse.testing.BigQueryConfigs;
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
    assertThat(BigQueryConfigs.with().land()).isEmpty();
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
  void tablesThatAreLandedInBigQueryAreNeverAddedToNorPartitionedLikeTheUnifiedOne() {
    TargetConfig.BigQuery target =
        BigQueryConfigs.with(
            "partition-column=day", "cluster=sku", "write-disposition=append", "labels.team=sales");

    assertThat(target.landing().layout())
        .isEqualTo(
            new BigQueryLayout(
                Optional.empty(),
                PartitionUnit.DAY,
                List.of(),
                Map.of("team", "sales"),
                Optional.empty()));
    assertThat(target.landing().publication().disposition()).isEqualTo(WriteDisposition.TRUNCATE);
    assertThat(target.publication().disposition()).isEqualTo(WriteDisposition.APPEND);
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
  }

  private static TargetConfig readFile(Path directory, String settings) throws IOException {
    Path file = Files.writeString(directory.resolve("job.conf"), settings);
    return new ConfigReader(Map.of(), Path.of("/work")).read(Optional.of(file), REQUIRED).target();
  }

  private static TargetConfig read(List<String> overrides) {
    List<String> all = new ArrayList<>(REQUIRED);
    all.addAll(overrides);
    return new ConfigReader(Map.of(), Path.of("/work")).read(Optional.empty(), all).target();
  }
}
