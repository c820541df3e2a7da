package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.config.WriteMethod;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.failure.TargetException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BigQueryFailuresTest {

  private final BigQueryFailures failures =
      new BigQueryFailures(
          new TargetConfig.BigQuery(
              "orders",
              "shop",
              "sales",
              "shop",
              WriteMethod.DIRECT,
              Optional.empty(),
              "/staging",
              Map.of("gcpAccessToken", "canary-51d8", "project", "shop")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Not found: Dataset shop:sales | the dataset shop.sales does not exist (target.bigquery.project, target.bigquery.dataset)
          Destination table's schema is not compatible with dataframe's schema | its columns are not those of the new rows, and the connector's overwrite changes no columns; drop or rename the table, or choose another name (target.table)
          Data type not expected: timestamp_ntz | this version of the connector cannot write DATETIME columns; leave their table out (merge.folds) or use a newer connector
          Failed to create default Credentials | no usable Google credentials (Application Default Credentials, or credentialsFile in target.bigquery.options)
          [DATA_SOURCE_NOT_FOUND] Failed to find the data source: bigquery. | Spark has no spark-bigquery connector; Dataproc brings one, elsewhere give its jar to spark-submit (--jars)
          Access Denied: Table shop:sales.orders | Access Denied: Table shop:sales.orders
          """)
  void saysWhatToDoInOneSentence(String root, String reason) {
    TargetException explained =
        failures.replacing(new IllegalStateException("wrapped", new IOException(root)));

    assertThat(explained).hasMessage("Cannot replace shop.sales.orders: %s.", reason);
    assertThat(explained.exitCode()).isEqualTo(ExitCode.TARGET);
  }

  @Test
  void quotesTheLineAroundAnAnswerOfManyLines() {
    Exception answer = new IOException("403 Forbidden\nPOST datasets/sales\n{ }");

    TargetException explained =
        failures.replacing(
            new IllegalStateException(
                "Failed to write to BigQuery",
                new IllegalStateException("Quota is used up.", answer)));

    assertThat(explained).hasMessage("Cannot replace shop.sales.orders: Quota is used up.");
  }

  @Test
  void tellsThatRowsWereWrittenWhenReadingThemBackFails() {
    TargetException explained = failures.confirming(new IOException("no answer"));

    assertThat(explained)
        .hasMessage(
            "Cannot confirm the publication of shop.sales.orders: its rows were written, but reading them back failed: no answer.");
  }

  @Test
  void masksSecretOptionsAndDropsTheCauseThatShowsThem() {
    TargetException explained =
        failures.replacing(new IOException("Request had invalid token canary-51d8 for shop"));

    assertThat(explained)
        .hasMessage("Cannot replace shop.sales.orders: Request had invalid token ****** for shop.")
        .hasNoCause();
  }

  @Test
  void keepsTheCauseThatShowsNoSecret() {
    Exception refused = new IOException("refused");

    assertThat(failures.replacing(refused)).hasCause(refused);
  }

  @Test
  void namesTheExceptionThatHasNoMessage() {
    assertThat(failures.replacing(new IOException()))
        .hasMessage("Cannot replace shop.sales.orders: IOException.");
  }
}
