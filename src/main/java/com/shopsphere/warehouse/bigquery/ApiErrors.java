package com.shopsphere.warehouse.bigquery;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetException;
import java.util.Optional;

/** Says what a request failed at, and which setting it is about. */
final class ApiErrors {

  private final TargetConfig.BigQuery config;

  ApiErrors(TargetConfig.BigQuery config) {
    this.config = requireNonNull(config, "config");
  }

  /**
   * @param what as in "Cannot ...": a verb and its object
   */
  TargetException explain(String what, ApiException refused) {
    return new TargetException(
        "Cannot %s: %s.".formatted(what, reason(refused)), refused.getCause());
  }

  boolean isOfTheProject(ApiException refused) {
    String message = refused.failure().message();
    return message.contains("Not found: Project") || message.contains("project was not found");
  }

  private String reason(ApiException refused) {
    ApiFailure failure = refused.failure();
    String message = failure.message();
    if (failure.status() == 401) {
      return "BigQuery does not accept %s (%s)".formatted(credentials(), message);
    }
    if (failure.status() == 403 || failure.reason().equals("accessDenied")) {
      return "BigQuery denies it to %s (%s)".formatted(credentials(), message);
    }
    if (isOfTheProject(refused)) {
      return "there is no such project (target.bigquery.project, target.bigquery.billing-project), or %s may not see it (%s)"
          .formatted(credentials(), message);
    }
    if (failure.status() == 0 && failure.reason().isEmpty()) {
      return "BigQuery cannot be reached%s (%s)".formatted(endpoint(), message);
    }
    return failure.passes()
        ? "BigQuery cannot do it at the moment, also not %s after the first attempt (target.bigquery.retry-time): %s"
            .formatted(config.publication().retryTime(), message)
        : message;
  }

  private String endpoint() {
    return config
        .endpoints()
        .api()
        .map(url -> " at %s (target.bigquery.endpoints.api)".formatted(url))
        .orElse("");
  }

  private String credentials() {
    String own =
        config.access().accessToken().isPresent()
            ? "the token (target.bigquery.access-token)"
            : config
                .access()
                .credentialsFile()
                .map("the credentials in %s (target.bigquery.credentials-file)"::formatted)
                .orElse("the Application Default Credentials");
    Optional<String> account = config.access().serviceAccount();
    return account
        .map(name -> "%s (target.bigquery.impersonate-service-account) by %s".formatted(name, own))
        .orElse(own);
  }
}
