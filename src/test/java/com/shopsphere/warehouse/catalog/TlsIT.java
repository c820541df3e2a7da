package com.shopsphere.warehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.config.CertificateAuthority;
import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.config.SslMode;
import com.shopsphere.warehouse.failure.SourceException;
import com.shopsphere.warehouse.testing.EmbeddedMariaDb;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.SourceConfigs;
import com.shopsphere.warehouse.testing.bigquery.LocalhostCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Encrypted connections to real servers: MySQL's certificate is signed by an authority that it made
 * itself and is for no host, MariaDB's by nobody but itself.
 */
class TlsIT {

  private static final String PASSWORD = "pass-3c41";

  @Test
  void mysqlIsAcceptedByItsAuthority() throws Exception {
    assertThat(cipher(config(Servers.mysql(), SslMode.VERIFY_CA, ofMySql("ca.pem")))).isNotEmpty();
  }

  @Test
  void oneOfSeveralAuthoritiesIsEnough() throws Exception {
    CertificateAuthority both =
        new CertificateAuthority(
            "both.pem", ofMySql("client-cert.pem").pem() + ofMySql("ca.pem").pem());

    assertThat(both.certificates()).hasSize(2);
    assertThat(cipher(config(Servers.mysql(), SslMode.VERIFY_CA, both))).isNotEmpty();
  }

  @Test
  void aCertificateForNoHostIsRefusedWhereTheHostMustBeProved() throws Exception {
    SourceConfig config = config(Servers.mysql(), SslMode.VERIFY_IDENTITY, ofMySql("ca.pem"));

    assertThatThrownBy(() -> cipher(config))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot connect to MySQL at 127.0.0.1:%d: its certificate is for another host, with source.ssl-mode = verify-identity: The certificate's Common Name 'MySQL_Server_8.0.33_Auto_Generated_Server_Certificate' does not match '127.0.0.1'."
                .formatted(config.port()));
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void anotherAuthorityIsRefused(EmbeddedServer server) throws Exception {
    SourceConfig config = config(server, SslMode.VERIFY_CA, ofMySql("client-cert.pem"));

    assertThatThrownBy(() -> cipher(config))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot connect to MySQL at 127.0.0.1:%d: its certificate is not signed by source.ssl-ca = 'client-cert.pem': expected CN=MySQL_Server_8.0.33_Auto_Generated_Client_Certificate, found another authority."
                .formatted(config.port()));
  }

  @ParameterizedTest
  @EnumSource(names = {"VERIFY_CA", "VERIFY_IDENTITY"})
  void withoutAnAuthorityOnlyThoseOfTheMachineAreTrusted(SslMode mode) throws Exception {
    SourceConfig config = SourceConfigs.encrypted(open(Servers.mariadb()), mode, null);

    assertThatThrownBy(() -> cipher(config))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot connect to MySQL at 127.0.0.1:%d: its certificate is signed by no authority that this machine trusts, with source.ssl-mode = %s: name the file with its authority in source.ssl-ca."
                .formatted(config.port(), mode));
  }

  @Test
  void aHostThatItsCertificateNamesIsAccepted(@TempDir Path directory) throws Exception {
    LocalhostCertificate certificate = LocalhostCertificate.create(directory);
    List<String> options =
        List.of(
            "--ssl-cert=" + certificate.certificateFile(), "--ssl-key=" + certificate.keyFile());
    try (EmbeddedServer server =
        EmbeddedMariaDb.start(Path.of("target", "servers", "mariadb-tls"), options)) {
      CertificateAuthority itself = authority(certificate.certificateFile());

      assertThat(cipher(config(server, SslMode.VERIFY_IDENTITY, itself))).isNotEmpty();
    }
  }

  /** With neither TLS nor a key known before, as on the same machine by default. */
  @ParameterizedTest
  @ValueSource(strings = {"caching_sha2_password", "mysql_native_password"})
  void usersOfMySqlLogInWhateverTheirAuthentication(String plugin) throws Exception {
    String database = Servers.freshDatabase(Servers.mysql());
    String user =
        user(Servers.mysql(), database, "IDENTIFIED WITH %s BY '%s'".formatted(plugin, PASSWORD));

    assertThat(cipher(SourceConfigs.of(Servers.mysql(), database, user, PASSWORD))).isEmpty();
    assertThat(
            cipher(
                SourceConfigs.encrypted(
                    SourceConfigs.of(Servers.mysql(), database, user, PASSWORD),
                    SslMode.VERIFY_CA,
                    ofMySql("ca.pem"))))
        .isNotEmpty();
  }

  @Test
  void usersOfMariaDbLogInWithAndWithoutEncryption() throws Exception {
    String database = Servers.freshDatabase(Servers.mariadb());
    String user =
        user(
            Servers.mariadb(),
            database,
            "IDENTIFIED VIA mysql_native_password USING PASSWORD('%s')".formatted(PASSWORD));
    SourceConfig config = SourceConfigs.of(Servers.mariadb(), database, user, PASSWORD);

    assertThat(cipher(config)).isEmpty();
    assertThat(cipher(SourceConfigs.encrypted(config, SslMode.REQUIRED, null))).isNotEmpty();
  }

  private static String user(EmbeddedServer server, String database, String identified)
      throws SQLException {
    String user = "u" + database.substring(database.length() - 20);
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE USER %s@'%%' %s".formatted(user, identified));
      statement.execute("GRANT SELECT ON %s.* TO %s@'%%'".formatted(database, user));
    }
    return user;
  }

  private static SourceConfig open(EmbeddedServer server) throws SQLException {
    return SourceConfigs.of(server, Servers.freshDatabase(server));
  }

  private static SourceConfig config(
      EmbeddedServer server, SslMode mode, CertificateAuthority authority) throws SQLException {
    return SourceConfigs.encrypted(open(server), mode, authority);
  }

  /** Of the certificates that MySQL made for itself. */
  private static CertificateAuthority ofMySql(String file) throws SQLException, IOException {
    try (Connection connection = Servers.mysql().connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@datadir")) {
      row.next();
      return authority(Path.of(row.getString(1), file));
    }
  }

  private static CertificateAuthority authority(Path file) throws IOException {
    return new CertificateAuthority(file.getFileName().toString(), Files.readString(file));
  }

  /** What encrypts a connection of the job; empty if nothing does. */
  private static String cipher(SourceConfig config) throws SQLException {
    try (Connection connection = new MySqlSource(config).connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
      row.next();
      return row.getString(2);
    }
  }
}
