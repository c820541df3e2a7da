package com.shopsphere.warehouse.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.failure.TargetException;
import com.shopsphere.warehouse.testing.BigQueryConfigs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          401 | authError | Invalid Credentials | BigQuery does not accept the token (target.bigquery.access-token) (Invalid Credentials)
          403 | accessDenied | Access Denied: Project payer: User does not have bigquery.jobs.create permission. | BigQuery denies it to the token (target.bigquery.access-token) (Access Denied: Project payer: User does not have bigquery.jobs.create permission)
          404 | notFound | Not found: Project nowhere | there is no such project (target.bigquery.project, target.bigquery.billing-project), or the token (target.bigquery.access-token) may not see it (Not found: Project nowhere)
          503 | backendError | Try again later | BigQuery cannot do it at the moment, also not PT1M after the first attempt (target.bigquery.retry-time): Try again later
          400 | invalid | Value is out of range. | Value is out of range
          """)
  void saysWhatToSet(int status, String reason, String message, String told) {
    ApiErrors errors = new ApiErrors(BigQueryConfigs.with("access-token=t"));

    TargetException explained =
        errors.explain("look", new ApiException(new ApiFailure(status, reason, message), null));

    assertThat(explained).hasMessage("Cannot look: %s.", told);
    assertThat(explained.exitCode()).isEqualTo(ExitCode.TARGET);
  }

  @Test
  void namesTheEndpointThatCannotBeReached() {
    ApiErrors errors = new ApiErrors(BigQueryConfigs.with("endpoints.api=http://127.0.0.1:1"));

    assertThat(
            errors.explain(
                "look", new ApiException(new ApiFailure(0, "", "Connection refused"), null)))
        .hasMessage(
            "Cannot look: BigQuery cannot be reached at http://127.0.0.1:1 (target.bigquery.endpoints.api) (Connection refused).");
  }

  @Test
  void namesTheAccountThatTheJobActsAs() {
    ApiErrors errors =
        new ApiErrors(BigQueryConfigs.with("impersonate-service-account=job@shop.example"));

    assertThat(
            errors.explain(
                "look", new ApiException(new ApiFailure(403, "accessDenied", "no"), null)))
        .hasMessage(
            "Cannot look: BigQuery denies it to job@shop.example (target.bigquery.impersonate-service-account) by the Application Default Credentials (no).");
  }
}
