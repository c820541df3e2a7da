package com.shopsphere.warehouse.config;

import java.util.Optional;

/** The settings below {@code source.cloud-sql}. */
final class CloudSqlSettings {

  private static final String INSTANCE = "source.cloud-sql.instance";

  private final Settings settings;

  CloudSqlSettings(Settings settings) {
    this.settings = settings;
  }

  /** Empty where no instance is set, and after a problem. */
  Optional<CloudSql> read() {
    CloudSql.IpType ipType = settings.choice("source.cloud-sql.ip-type", CloudSql.IpType.values());
    boolean iamAuth = settings.flag("source.cloud-sql.iam-auth");
    if (iamAuth && !settings.has(INSTANCE)) {
      settings.problem(
          "Invalid source.cloud-sql.iam-auth: expected %s with it, found nothing."
              .formatted(INSTANCE));
    }
    Optional<CloudSql> cloudSql =
        settings.optional(INSTANCE, text -> new CloudSql(text, ipType, iamAuth));
    if (cloudSql.isPresent() && !hasConnector()) {
      settings.problem(
          "Invalid %s: expected a jar with the connector of Cloud SQL (mvn -Pcloud-sql package), found one without %s."
              .formatted(INSTANCE, CloudSql.SOCKET_FACTORY));
    }
    return cloudSql;
  }

  private static boolean hasConnector() {
    try {
      Class.forName(CloudSql.SOCKET_FACTORY, false, CloudSqlSettings.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
