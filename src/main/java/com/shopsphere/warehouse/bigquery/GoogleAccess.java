package com.shopsphere.warehouse.bigquery;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.shopsphere.warehouse.config.BigQueryAccess;
import com.shopsphere.warehouse.config.Secret;
import com.shopsphere.warehouse.failure.Causes;
import com.shopsphere.warehouse.failure.TargetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Credentials for Google's interfaces, as configured. */
final class GoogleAccess {

  private static final List<String> SCOPES =
      List.of("https://www.googleapis.com/auth/cloud-platform");
  private static final int SECONDS_OF_AN_IMPERSONATION = 3600;

  private GoogleAccess() {}

  /**
   * @throws TargetException naming the setting, if there are none or they cannot be read
   */
  static GoogleCredentials credentials(BigQueryAccess access) {
    GoogleCredentials own = own(access);
    return access.serviceAccount().map(account -> impersonated(own, account)).orElse(own);
  }

  private static GoogleCredentials own(BigQueryAccess access) {
    Optional<Secret> token = access.accessToken();
    if (token.isPresent()) {
      return GoogleCredentials.create(
          AccessToken.newBuilder().setTokenValue(token.get().value()).build());
    }
    Optional<String> file = access.credentialsFile();
    return file.isPresent() ? ofFile(file.get()) : applicationDefault();
  }

  private static GoogleCredentials impersonated(GoogleCredentials own, String account) {
    return ImpersonatedCredentials.create(
        own, account, List.of(), SCOPES, SECONDS_OF_AN_IMPERSONATION);
  }

  // The file is the operator's own, and any kind of credentials may be in it.
  @SuppressWarnings("deprecation")
  private static GoogleCredentials ofFile(String file) {
    try (InputStream key = Files.newInputStream(Path.of(file))) {
      return GoogleCredentials.fromStream(key).createScoped(SCOPES);
    } catch (IOException | RuntimeException noKey) {
      throw new TargetException(
          "Cannot use the credentials in %s (target.bigquery.credentials-file): expected a key in JSON, as Google gives it, found %s."
              .formatted(file, noKey.getClass().getSimpleName()));
    }
  }

  private static GoogleCredentials applicationDefault() {
    try {
      return GoogleCredentials.getApplicationDefault().createScoped(SCOPES);
    } catch (IOException none) {
      throw new TargetException(
          "Cannot reach BigQuery: there are no Application Default Credentials here, and neither target.bigquery.credentials-file nor target.bigquery.access-token is set (%s)."
              .formatted(Causes.rootMessage(none)));
    }
  }
}
