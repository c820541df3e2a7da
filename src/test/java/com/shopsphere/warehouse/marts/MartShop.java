package com.shopsphere.warehouse.marts;

import static com.shopsphere.warehouse.testing.CapturedLog.capture;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.WarehouseJobRunner;
import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * A Shopsphere database, what the job publishes of it, and the marts that are built of that.
 *
 * <p>All of it is in one directory, whose name has a blank and an apostrophe.
 */
record MartShop(Shop shop, Shape shape, Marts marts) {

  /** Creates and fills a database; the scale is that of the property {@code marts.scale}, or 1. */
  static MartShop create(EmbeddedServer server, Shape shape, Path parent) throws SQLException {
    Path directory = parent.resolve("the shop's " + shape);
    Shop shop = Shop.create(server, shape, Integer.getInteger("marts.scale", 1));
    return new MartShop(shop, shape, new Marts(directory, directory.resolve("warehouse")));
  }

  /** Runs the job. */
  MartShop publish() {
    try (var log = capture()) {
      int exitCode =
          WarehouseJobRunner.run(
              shop.environmentWith("WAREHOUSE_TARGET_PARQUET_PATH", marts.published().toString()),
              "run",
              "--config",
              shape == Shape.THIRTEEN_TABLES ? "conf/local-thirteen.conf" : "conf/local.conf");
      assertThat(exitCode).as(() -> String.join("\n", log.lines())).isZero();
    }
    return this;
  }

  /** Builds and tests all marts; nothing may fail or be skipped. */
  Outcome build() throws IOException, InterruptedException {
    Outcome outcome = marts.run();
    assertThat(outcome.exitCode()).as(outcome::output).isZero();
    assertThat(outcome.errors()).filteredOn(line -> !line.startsWith("Installing ")).isEmpty();
    assertThat(marts.statuses().values()).contains("pass").isSubsetOf("success", "pass", "no-op");
    return outcome;
  }

  /** Builds twice meanwhile, in another thread: dbt keeps one core busy. */
  FutureTask<Outcome> buildingTwice() {
    Callable<Outcome> twice =
        () -> {
          build();
          return build();
        };
    FutureTask<Outcome> task = new FutureTask<>(twice);
    new Thread(task, "dbt for " + shape).start();
    return task;
  }
}
