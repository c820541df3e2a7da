package com.shopsphere.warehouse.load;

import static com.shopsphere.warehouse.testing.BigQueryConfigs.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BigQueryManifestTest {

  private static final RunId RUN = new RunId("20261123_091500_3f9a2c");

  @Test
  void oneStatementMakesTheRowTheDescriptionsAndTheLabels() {
    assertThat(BigQueryManifest.statement(with("labels.team=sales"), RUN))
        .isEqualTo(
            """
            CREATE OR REPLACE TABLE `shop.sales.orders_manifest` (\
            document STRING OPTIONS (description = 'The manifest, as JSON.'), \
            snapshot_at TIMESTAMP OPTIONS (description = 'The instant of the source that the rows of \
            the run show; with source.snapshot.lock = none, one before the first of them was read.'))
            OPTIONS (description = 'The manifest of the last run that published orders.', \
            labels = [('created-by', 'shopsphere-warehouse'), ('run-id', '20261123_091500_3f9a2c'), \
            ('team', 'sales')])
            AS SELECT @document, TIMESTAMP(JSON_VALUE(@document, '$.snapshot.instant'))""");
  }

  @Test
  void itIsEncryptedByTheConfiguredKey() {
    assertThat(BigQueryManifest.statement(with("kms-key=projects/p/cryptoKeys/it's"), RUN))
        .contains("], kms_key_name = 'projects/p/cryptoKeys/it\\'s')");
  }
}
