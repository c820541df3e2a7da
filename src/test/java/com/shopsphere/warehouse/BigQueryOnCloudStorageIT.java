package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.CapturedLog;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.bigquery.BigQueryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The job as Dataproc runs it: what is staged, and the manifest, are on Cloud Storage. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class BigQueryOnCloudStorageIT {

  private static BigQueryServer bigQuery;
  private static Shop shop;

  @TempDir private static Path directory;

  @BeforeAll
  static void start() throws SQLException {
    bigQuery = BigQueryServer.start();
    bigQuery.createDataset("stored");
    shop = Shop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, 1);
  }

  @AfterAll
  static void stop() throws IOException {
    bigQuery.close();
  }

  @Test
  void theManifestOfTheLastRunReplacesTheOneBeforeAndNothingElseIsLeft()
      throws SQLException, IOException {
    String staging = "gs://%s/staged".formatted(bigQuery.bucket());
    publish("target.bigquery.staging-path=" + staging);
    shop.execute("UPDATE order_item SET quantity = 7");

    publish(
        "target.bigquery.staging-path=" + staging,
        "staging.path=gs://%s/kept".formatted(bigQuery.bucket()));

    assertThat(
            bigQuery.query("SELECT COUNT(*), MIN(quantity), MAX(quantity) FROM stored.order_line"))
        .containsExactly(List.of("1000", "7", "7"));
    List<String> objects = bigQuery.objects().stream().filter(name -> !name.endsWith("/")).toList();
    assertThat(objects)
        .filteredOn(name -> name.startsWith("staged/"))
        .containsExactly("staged/order_line.manifest.json");
    assertThat(objects)
        .filteredOn(name -> name.matches("kept/[^/]+/[^/]+\\.json"))
        .extracting(name -> name.replaceAll(".*/", ""))
        .containsExactlyInAnyOrder("extract.json", "merge.json");
  }

  private static void publish(String... settings) throws IOException {
    Path configuration =
        Files.writeString(
            directory.resolve("bigquery.conf"),
            """
            include required(file("%s"))
            target { %s }
            """
                .formatted(
                    Path.of("conf", "shopsphere.conf").toAbsolutePath(),
                    bigQuery.target("stored", directory.resolve("not-used"))));
    String[] arguments =
        Stream.concat(
                Stream.of("run", "--config", configuration.toString()),
                Stream.of(settings).flatMap(setting -> Stream.of("--set", setting)))
            .toArray(String[]::new);
    try (CapturedLog log = CapturedLog.capture()) {
      assertThat(WarehouseJob.run(shop.environment(), arguments))
          .as(() -> String.join("\n", log.lines()))
          .isZero();
    }
  }
}
