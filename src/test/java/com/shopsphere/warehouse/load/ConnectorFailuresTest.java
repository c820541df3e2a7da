package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.failure.TargetException;
import com.shopsphere.warehouse.testing.BigQueryConfigs;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorFailuresTest {

  private final ConnectorFailures failures =
      new ConnectorFailures(
          BigQueryConfigs.with(
              "access-token=canary-51d8",
              "options.proxyPassword=canary-72aa",
              "options.queryJobPriority=batch"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Failed to create default Credentials | the connector has no usable Google credentials (Application Default Credentials, or target.bigquery.credentials-file)
          No FileSystem for scheme "gs" | Spark has no file system for gs:// (target.bigquery.temporary-gcs-bucket); Dataproc brings one, elsewhere give the jar of Google's gcs-connector to spark-submit (--jars)
          Access Denied: Table shop:sales.orders | Access Denied: Table shop:sales.orders
          """)
  void saysWhatToDoInOneSentence(String root, String reason) {
    TargetException explained =
        failures.writing("staged", new IllegalStateException("wrapped", new IOException(root)));

    assertThat(explained).hasMessage("Cannot write to shop.sales.staged: %s.", reason);
    assertThat(explained.exitCode()).isEqualTo(ExitCode.TARGET);
  }

  @Test
  void quotesTheLineAroundAnAnswerOfManyLines() {
    Exception answer = new IOException("403 Forbidden\nPOST datasets/sales\n{ }");

    TargetException explained =
        failures.writing(
            "staged",
            new IllegalStateException(
                "Failed to write to BigQuery",
                new IllegalStateException("Quota is used up.", answer)));

    assertThat(explained).hasMessage("Cannot write to shop.sales.staged: Quota is used up.");
  }

  @Test
  void masksTheToken() {
    assertThat(failures.writing("staged", new IOException("no token canary-51d8")))
        .hasMessage("Cannot write to shop.sales.staged: no token ******.")
        .hasNoCause();
  }

  @Test
  void masksSecretOptionsAndDropsTheCauseThatShowsThem() {
    TargetException explained =
        failures.writing("staged", new IOException("Proxy refused canary-72aa for batch"));

    assertThat(explained)
        .hasMessage("Cannot write to shop.sales.staged: Proxy refused ****** for batch.")
        .hasNoCause();
  }

  @Test
  void keepsTheCauseThatShowsNoSecret() {
    Exception refused = new IOException("refused");

    assertThat(failures.writing("staged", refused)).hasCause(refused);
  }

  @Test
  void namesTheExceptionThatHasNoMessage() {
    assertThat(failures.writing("staged", new IOException()))
        .hasMessage("Cannot write to shop.sales.staged: IOException.");
  }
}
