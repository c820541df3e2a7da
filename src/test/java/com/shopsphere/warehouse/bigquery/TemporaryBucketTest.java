package com.shopsphere.warehouse.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporaryBucketTest {

  @ParameterizedTest
  @CsvSource({
    "EU, EU, true",
    "europe-west1, EUROPE-WEST1, true",
    "europe-west1, US, true",
    "europe-west1, EU, true",
    "EU, europe-west4, true",
    "ASIA, asia-northeast1, true",
    "NAM4, us-central1, true",
    "europe-west1, europe-west4, false",
    "US, EU, false",
    "us-east1, EU, false",
    "EU, us-east1, false",
    "asia-northeast1, EU, false"
  })
  void bigQueryLoadsFromNearbyOnlyExceptIntoTheUs(String bucket, String dataset, boolean loads) {
    assertThat(TemporaryBucket.loads(bucket, dataset)).isEqualTo(loads);
  }
}
