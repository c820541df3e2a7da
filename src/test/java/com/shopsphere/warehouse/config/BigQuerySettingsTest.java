package com.shopsphere.warehouse.config;

import static com.shopsphere.warehouse.testing.BigQueryConfigs.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BigQuerySettingsTest {

  @Test
  void replacesAllRowsByADirectWriteAsWhoeverIsLoggedInUnlessToldOtherwise() {
    assertThat(with())
        .isEqualTo(
            new TargetConfig.BigQuery(
                "orders",
                List.of(),
                "shop",
                "sales",
                Optional.empty(),
                false,
                "shop",
                new BigQueryAccess(Optional.empty(), Optional.empty(), Optional.empty()),
                new BigQueryEndpoints(Optional.empty(), Optional.empty(), Optional.empty()),
                new BigQueryWriting(
                    WriteMethod.DIRECT,
                    Optional.empty(),
                    "/staging",
                    DatetimeForm.DATETIME,
                    Map.of()),
                new BigQueryLayout(
                    Optional.empty(), PartitionUnit.DAY, List.of(), Map.of(), Optional.empty()),
                new BigQueryPublication(
                    WriteDisposition.TRUNCATE,
                    0.2,
                    SchemaDrift.FAIL,
                    Duration.ofDays(1),
                    Duration.ofHours(1),
                    Duration.ofMinutes(1))));
    assertThat(with().qualifiedTable()).isEqualTo("shop.sales.orders");
  }

  @Test
  void readsHowATableIsKeptAndPublished() {
    TargetConfig.BigQuery config =
        with(
            "billing-project=payer",
            "location=EU",
            "create-dataset=true",
            "partition-column=ordered",
            "partition-by=month",
            "cluster=sku",
            "labels.team=sales",
            "kms-key=projects/p/locations/eu/keyRings/r/cryptoKeys/k",
            "write-disposition=partitions",
            "schema-drift=add-columns",
            "max-shrink=0.5",
            "datetime=timestamp-utc",
            "options.queryJobPriority=batch");

    assertThat(config.billingProject()).isEqualTo("payer");
    assertThat(config.location()).contains("EU");
    assertThat(config.createDataset()).isTrue();
    assertThat(config.layout())
        .isEqualTo(
            new BigQueryLayout(
                Optional.of("ordered"),
                PartitionUnit.MONTH,
                List.of("sku"),
                Map.of("team", "sales"),
                Optional.of("projects/p/locations/eu/keyRings/r/cryptoKeys/k")));
    assertThat(config.publication().disposition()).isEqualTo(WriteDisposition.PARTITIONS);
    assertThat(config.publication().drift()).isEqualTo(SchemaDrift.ADD_COLUMNS);
    assertThat(config.publication().maxShrink()).isEqualTo(0.5);
    assertThat(config.writing().datetime()).isEqualTo(DatetimeForm.TIMESTAMP_UTC);
    assertThat(config.writing().options()).containsOnly(Map.entry("queryJobPriority", "batch"));
  }

  @Test
  void takesABucketWithAndWithoutItsScheme() {
    assertThat(
            with("write-method=indirect", "temporary-gcs-bucket=gs://b")
                .writing()
                .temporaryGcsBucket())
        .contains("b");
    assertThat(with("temporary-gcs-bucket=b").writing().temporaryGcsBucket()).contains("b");
  }

  @Test
  void takesEndpointsWithoutTheSlashAtTheirEnd() {
    assertThat(
            with("endpoints.api=https://bigquery-psc.p.googleapis.com/", "endpoints.write=w:443")
                .endpoints())
        .isEqualTo(
            new BigQueryEndpoints(
                Optional.of("https://bigquery-psc.p.googleapis.com"),
                Optional.of("w:443"),
                Optional.empty()));
  }

  @Test
  void showsNeitherTheTokenNorOptions() {
    assertThat(with("access-token=canary", "options.proxyPassword=canary").toString())
        .contains("proxyPassword")
        .doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          write-method=indirect | Invalid target.bigquery.temporary-gcs-bucket: it is required when target.bigquery.write-method = indirect.
          create-dataset=true | Invalid target.bigquery.location: it is required when target.bigquery.create-dataset = true.
          write-disposition=partitions | Invalid target.bigquery.partition-column: it is required when target.bigquery.write-disposition = partitions.
          max-shrink=1.5 | Invalid target.bigquery.max-shrink: expected a number from 0 to 1, found '1.5' (--set).
          max-shrink=some | Invalid target.bigquery.max-shrink: expected a number from 0 to 1, found 'some' (--set).
          labels.Team=sales | Invalid target.bigquery.labels.Team: expected up to 63 lower-case letters, digits, '_' and '-', the key beginning with a letter, found 'sales'.
          labels.run-id=mine | Invalid target.bigquery.labels.run-id: the job sets this label itself.
          staging-expiration=5m | Invalid target.bigquery.staging-expiration: expected at least 1h, found PT5M (--set).
          endpoints.api=bigquery.example | Invalid target.bigquery.endpoints.api: expected https://host, found 'bigquery.example' (--set).
          credentials-file=nowhere.json | Invalid target.bigquery.credentials-file: expected a file that can be read, found 'nowhere.json' (--set).
          options.gcpAccessToken=t | Invalid target.bigquery.options.gcpAccessToken: the job tells the connector itself; set target.bigquery.access-token instead.
          options.TemporaryGcsBucket=b | Invalid target.bigquery.options.TemporaryGcsBucket: the job tells the connector itself; set target.bigquery.temporary-gcs-bucket instead.
          """)
  void refusesWhatCannotBe(String setting, String message) {
    assertThatThrownBy(() -> with(setting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void refusesMoreColumnsToClusterByThanBigQueryTakes(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("clustered.conf"),
            "target { type = bigquery, bigquery.cluster = [a, b, c, d, e] }");

    assertThatThrownBy(
            () -> new ConfigReader(Map.of(), directory).read(Optional.of(file), List.of()))
        .hasMessageContaining(
            "Invalid target.bigquery.cluster: expected at most 4 columns, found 5 (");
  }

  @Test
  void refusesToReplaceColumnsUnderRowsThatStay() {
    assertThatThrownBy(() -> with("write-disposition=append", "schema-drift=replace"))
        .hasMessage(
            "Invalid target.bigquery.schema-drift: rows stay with target.bigquery.write-disposition = append, and so must their columns; expected fail or add-columns, found replace.");
  }

  @Test
  void refusesAFileAndATokenTogether(@TempDir Path directory) throws IOException {
    Path key = Files.writeString(directory.resolve("key.json"), "{}");

    assertThatThrownBy(() -> with("credentials-file=" + key, "access-token=t"))
        .hasMessage(
            "Invalid target.bigquery.access-token: expected either target.bigquery.credentials-file or target.bigquery.access-token, found both.");
  }

  @Test
  void refusesAnOptionWhoseNameHasDotsWithoutQuotes() {
    assertThatThrownBy(() -> with("options.spark.parallelism=8"))
        .hasMessageStartingWith(
            "Invalid target.bigquery.options.spark: expected one value, found something else");
  }
}
