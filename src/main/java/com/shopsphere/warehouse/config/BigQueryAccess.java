package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * As whom the job speaks to Google. With none of these: Application Default Credentials.
 *
 * @param credentialsFile path of a key in JSON; not with a token
 * @param accessToken OAuth 2.0, which nobody renews; not with a file
 * @param serviceAccount address of the account to act as
 */
public record BigQueryAccess(
    Optional<String> credentialsFile,
    Optional<Secret> accessToken,
    Optional<String> serviceAccount) {

  public BigQueryAccess {
    requireNonNull(credentialsFile, "credentialsFile");
    requireNonNull(accessToken, "accessToken");
    requireNonNull(serviceAccount, "serviceAccount");
    if (credentialsFile.isPresent() && accessToken.isPresent()) {
      throw new IllegalArgumentException(
          "Invalid access to BigQuery: expected a file or a token, found both");
    }
  }
}
