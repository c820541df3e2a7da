package com.shopsphere.warehouse.testing.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** The proxy before the emulator, asked by a client that tries nothing again. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestProxyIT {

  private static final String JOBS = ".*/jobs";

  private final BigQueryEmulator bigQuery = BigQueryEmulator.start();
  private final RestProxy proxy = RestProxy.start(bigQuery.httpEndpoint());
  private final BigQueryRest client =
      new BigQueryRest(proxy.endpoint(), bigQuery.project(), bigQuery.location(), bigQuery.token());

  @BeforeAll
  void createTable() {
    bigQuery.createDataset("shop");
    bigQuery.query("CREATE TABLE shop.orders (id INT64)");
  }

  @AfterEach
  void clear() {
    proxy.clear();
  }

  @AfterAll
  void stop() throws IOException {
    proxy.close();
    bigQuery.close();
  }

  @Test
  void passesOnAndNotesRequests() {
    assertThat(insert("passed", "SELECT 1").status()).isEqualTo(200);
    assertThat(client.send("GET", "jobs/passed?location=US", null).text("/status/state"))
        .isEqualTo("DONE");

    assertThat(proxy.requests())
        .extracting(request -> request.method() + " " + request.path() + " " + request.query())
        .containsExactly(
            "POST /bigquery/v2/projects/test/jobs ",
            "GET /bigquery/v2/projects/test/jobs/passed location=US");
    assertThat(proxy.requests().get(0).body()).contains("SELECT 1");
  }

  @Test
  void answersAnErrorTheSecondTimeOnly() {
    proxy.on("GET", ".*/tables/orders").time(2).answer(429, "rateLimitExceeded", "Slow down");

    assertThat(table().status()).isEqualTo(200);
    var refused = table();
    assertThat(table().status()).isEqualTo(200);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("/error/code")).isEqualTo("429");
    assertThat(refused.text("/error/errors/0/reason")).isEqualTo("rateLimitExceeded");
    assertThat(refused.text("/error/message")).isEqualTo("Slow down");
  }

  @Test
  void dropsTheConnectionBeforeTheJobStarts() {
    proxy.on("POST", JOBS).dropBefore();

    assertThatThrownBy(() -> insert("never", "SELECT 1")).hasMessageContaining("Cannot reach");
    assertThat(bigQuery.send("GET", "jobs/never").status()).isEqualTo(404);
  }

  @Test
  void dropsTheConnectionAfterTheJobStarted() {
    proxy.on("POST", JOBS).dropAfter();

    assertThatThrownBy(() -> insert("unknown", "SELECT 1")).hasMessageContaining("Cannot reach");
    assertThat(bigQuery.send("GET", "jobs/unknown").text("/status/state")).isEqualTo("DONE");
  }

  @Test
  void doesSomethingBeforeTheRequestArrives() {
    bigQuery.query("CREATE TABLE shop.vanishing (id INT64)");
    proxy
        .on("GET", ".*/tables/vanishing")
        .run(() -> bigQuery.send("DELETE", "datasets/shop/tables/vanishing"));

    assertThat(client.send("GET", "datasets/shop/tables/vanishing", null).status()).isEqualTo(404);
  }

  @Test
  void aKilledEmulatorIsAConnectionThatDropsAndItsTablesReturnWithIt() {
    bigQuery.query("INSERT INTO shop.orders VALUES (7)");
    proxy.on("POST", JOBS).time(1).run(bigQuery::kill);

    assertThatThrownBy(() -> insert("killed", "DELETE FROM shop.orders WHERE TRUE"))
        .hasMessageContaining("Cannot reach");
    bigQuery.restart();

    assertThat(bigQuery.query("SELECT id FROM shop.orders")).containsExactly(List.of("7"));
    assertThat(bigQuery.send("GET", "jobs/killed").status()).isEqualTo(404);
  }

  private RestAnswer table() {
    return client.send("GET", "datasets/shop/tables/orders", null);
  }

  private RestAnswer insert(String id, String sql) {
    return client.send(
        "POST",
        "jobs",
        """
        {"jobReference": {"projectId": "test", "jobId": "%s"},
         "configuration": {"query": {"query": "%s", "useLegacySql": false}}}"""
            .formatted(id, sql));
  }
}
