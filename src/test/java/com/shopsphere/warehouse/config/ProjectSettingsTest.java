package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The configuration files that the project ships. */
class ProjectSettingsTest {

  private static final Path CONF = Path.of("conf").toAbsolutePath();
  private static final Secret SECRET = new Secret("x");

  @Test
  void localSettingsAreValidOnceTheyHaveAPassword() {
    JobConfig config = read("local.conf", Map.of("WAREHOUSE_SOURCE_PASSWORD", "x"));

    assertThat(config.source().database()).isEqualTo("shopsphere");
    assertThat(config.merge().grain()).isEqualTo("order_item");
    assertThat(config.merge().folds().keySet())
        .containsExactlyInAnyOrder("phone_number", "address", "carrier", "supplier_phone");
    assertThat(config.merge().relations())
        .containsExactly(
            new RelationConfig(
                "order_item",
                List.of("SKU", "orderID"),
                "review",
                List.of("SKU", "orderID"),
                Optional.of(CardinalityClaim.ONE_TO_MANY),
                Optional.of(new FoldConfig.Nest()),
                Optional.empty()));
    assertThat(config.merge().allocations())
        .containsExactly(
            new AllocationConfig(
                "order", "total_amount", new Product(List.of("quantity", "unit_price"))));
    assertThat(config.target())
        .isEqualTo(
            new TargetConfig.Parquet(
                "order_line", List.of(), Path.of("/somewhere/warehouse"), Compression.ZSTD));
  }

  @Test
  void theThirteenTablesHaveTheSameMergeWithoutWhatNeedsAColumnOfTheFifteen() {
    MergeConfig fifteen = read("local.conf", Map.of()).merge();
    MergeConfig thirteen =
        read(
                "shopsphere-thirteen.conf",
                Map.of("WAREHOUSE_SOURCE_DATABASE", "shop", "WAREHOUSE_SOURCE_USER", "reader"))
            .merge();

    assertThat(thirteen)
        .usingRecursiveComparison()
        .ignoringFields("allocations")
        .isEqualTo(fifteen);
    assertThat(thirteen.allocations()).isEmpty();
  }

  @Test
  void dataprocSettingsAreValidWithTheEnvironmentThatTheyAskFor() {
    JobConfig config =
        read(
            "dataproc.conf",
            Map.of(
                "WAREHOUSE_SOURCE_HOST", "db.example",
                "WAREHOUSE_SOURCE_USER", "reader",
                "WAREHOUSE_TARGET_BIGQUERY_PROJECT", "shop-project",
                "WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH", "gs://bucket/staging"));

    assertThat(config.source().sslMode()).isEqualTo(SslMode.VERIFY_IDENTITY);
    assertThat(config.source().password()).isEqualTo(SECRET);
    assertThat(config.target())
        .isInstanceOfSatisfying(
            TargetConfig.BigQuery.class,
            bigQuery ->
                assertThat(bigQuery.qualifiedTable())
                    .isEqualTo("shop-project.warehouse.order_line"));
  }

  @Test
  void everySettingIsExplainedAboveIt() {
    Config reference = ConfigFactory.parseFile(CONF.resolve("reference.conf").toFile());

    assertThat(unexplained("", reference.root())).isEmpty();
  }

  @Test
  void theSettingsOfTheJobAreNobodyElses() {
    assertThat(ConfigReader.defaults().root().keySet())
        .containsExactlyInAnyOrder("source", "merge", "staging", "target");
  }

  /** A setting may share the comment of the one before it, on the line above. */
  private static List<String> unexplained(String prefix, ConfigObject object) {
    List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(object.entrySet());
    entries.sort((a, b) -> Integer.compare(line(a.getValue()), line(b.getValue())));
    List<String> unexplained = new ArrayList<>();
    int explainedUpTo = -1;
    for (Map.Entry<String, ConfigValue> entry : entries) {
      ConfigValue value = entry.getValue();
      String key = prefix + entry.getKey();
      boolean explained = !value.origin().comments().isEmpty() || line(value) == explainedUpTo + 1;
      if (value instanceof ConfigObject child && !child.isEmpty()) {
        unexplained.addAll(unexplained(key + ".", child));
      } else if (!explained) {
        unexplained.add(key);
      } else {
        explainedUpTo = line(value);
      }
    }
    return unexplained;
  }

  private static int line(ConfigValue value) {
    return value.origin().lineNumber();
  }

  private static JobConfig read(String file, Map<String, String> environment) {
    SecretStore store = new StoredSecrets(Map.of("warehouse-source-password", SECRET));
    return new ConfigReader(environment, Path.of("/somewhere"), store)
        .read(Optional.of(CONF.resolve(file)), List.of());
  }
}
