package com.shopsphere.warehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.CloudSql;
import com.shopsphere.warehouse.config.CloudSql.IpType;
import com.shopsphere.warehouse.config.Secret;
import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.config.SslMode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MySQL's refusals are called in the words of the settings. */
class SourceErrorsTest {

  private static final SourceConfig CONFIG = config("hunter2");

  @Test
  void tellsThatTheLoginIsRefused() {
    assertThat(SourceErrors.onConnect(error(1045, "Access denied for user"), CONFIG))
        .isEqualTo(
            "Cannot log in to MySQL at db.example:3307 as 'reader': the server refuses the user"
                + " (source.user) or the password (source.password, source.password-file or source.password-alias).");
  }

  @Test
  void tellsThatTheLoginIsRefusedWithoutAPassword() {
    assertThat(SourceErrors.onConnect(error(1045, "Access denied for user"), config("")))
        .isEqualTo(
            "Cannot log in to MySQL at db.example:3307 as 'reader': the server refuses the user"
                + " (source.user) or the password (source.password is not set).");
  }

  @Test
  void tellsThatTheDatabaseDoesNotExist() {
    assertThat(SourceErrors.onConnect(error(1049, "Unknown database"), CONFIG))
        .isEqualTo(
            "Cannot find the database 'shop' (source.database) in MySQL at db.example:3307.");
  }

  @Test
  void tellsThatTheDatabaseIsClosedToTheUser() {
    assertThat(SourceErrors.onConnect(error(1044, "Access denied to database"), CONFIG))
        .isEqualTo(
            "Cannot open the database 'shop' (source.database) in MySQL at db.example:3307: it does"
                + " not exist, or user 'reader' has no privilege on it.");
  }

  @Test
  void tellsThatThereIsNoSuchHost() {
    assertThat(SourceErrors.onConnect(caused(new UnknownHostException("db.example")), CONFIG))
        .isEqualTo("Cannot connect to MySQL at db.example:3307: no such host (source.host).");
  }

  @Test
  void tellsThatNothingListens() {
    assertThat(SourceErrors.onConnect(caused(new ConnectException("refused")), CONFIG))
        .isEqualTo(
            "Cannot connect to MySQL at db.example:3307: nothing listens there (source.host,"
                + " source.port).");
  }

  @Test
  void tellsHowLongItWaited() {
    assertThat(SourceErrors.onConnect(caused(new SocketTimeoutException("timed out")), CONFIG))
        .isEqualTo(
            "Cannot connect to MySQL at db.example:3307: no answer within 1500 ms (source.host,"
                + " source.port, source.connect-timeout).");
  }

  @Test
  void tellsThatEncryptionFailed() {
    assertThat(
            SourceErrors.onConnect(
                caused(new SSLHandshakeException("certificate expired.")), CONFIG))
        .isEqualTo(
            "Cannot connect to MySQL at db.example:3307: TLS failed with source.ssl-mode ="
                + " verify-ca: certificate expired.");
  }

  @Test
  void tellsTheFirstCauseOfAnythingElse() {
    assertThat(
            SourceErrors.onConnect(
                caused(new IllegalStateException("Too many connections. ")), CONFIG))
        .isEqualTo("Cannot connect to MySQL at db.example:3307: Too many connections.");
    assertThat(SourceErrors.onConnect(error(0, null), CONFIG))
        .isEqualTo("Cannot connect to MySQL at db.example:3307: SQLException.");
  }

  @Test
  void tellsThatAPrivilegeIsLacking() {
    String refusal = "SELECT command denied to user 'reader' for table 'order'";

    assertThat(SourceErrors.onStatement("read the table order", error(1142, refusal), CONFIG))
        .isEqualTo(
            "Cannot read the table order in database shop at db.example:3307: user 'reader'"
                + " (source.user) lacks a privilege: SELECT command denied to user 'reader' for"
                + " table 'order'.");
    assertThat(SourceErrors.onStatement("read the table order", error(1143, refusal), CONFIG))
        .contains("lacks a privilege");
  }

  @Test
  void tellsThatATableWasAlteredMeanwhile() {
    assertThat(
            SourceErrors.onStatement(
                "read the tables", error(1146, "Table 'shop.order' doesn't exist"), CONFIG))
        .isEqualTo(
            "Cannot read the tables in database shop at db.example:3307: a table was altered or"
                + " dropped while it was read (Table 'shop.order' doesn't exist); run again.");
    assertThat(detail(1054, "Unknown column 'a'")).contains("altered or dropped", "'a'");
    assertThat(detail(1412, "Table definition has changed")).contains("altered or dropped");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1205 | the server waited too long for a lock that others hold (why).
          1317 | the query was ended on the server (why); run again.
          3024 | the server admits no query that takes so long (why).
          1969 | the server admits no query that takes so long (why).
          1053 | the connection was lost (why); run again.
          1927 | the connection was lost (why); run again.
          4031 | the connection was lost (why); run again.
          9999 | why.""")
  void tellsWhatEndedAStatement(int code, String detail) {
    assertThat(detail(code, "why")).endsWith(": " + detail);
  }

  @ParameterizedTest
  @ValueSource(ints = {1040, 1203, 1226})
  void tellsThatConnectionsAreTooMany(int code) {
    assertThat(SourceErrors.onConnect(error(code, "Too many connections"), CONFIG))
        .isEqualTo(
            "Cannot open one more connection to MySQL at db.example:3307 as 'reader': Too many"
                + " connections; lower source.connections.");
  }

  @Test
  void tellsThatTheServerOffersNoTls() {
    assertThat(
            SourceErrors.onConnect(
                caused(new IOException("SSL Connection required, but not provided by server.")),
                CONFIG))
        .isEqualTo(
            "Cannot connect to MySQL at db.example:3307: source.ssl-mode = verify-ca, but the"
                + " server offers no TLS.");
  }

  @Test
  void tellsThatThePasswordWouldNotBeHidden() {
    assertThat(SourceErrors.onConnect(error(0, "Public Key Retrieval is not allowed"), CONFIG))
        .isEqualTo(
            "Cannot connect to MySQL at db.example:3307: source.ssl-mode = verify-ca would send the"
                + " password in the clear; the server expects it encrypted.");
  }

  private static String detail(int code, String message) {
    return SourceErrors.onStatement("read", error(code, message), CONFIG);
  }

  @Test
  void tellsWhyAnyOtherStatementFailed() {
    SQLException lost = caused(new SocketTimeoutException("Read timed out"));

    assertThat(SourceErrors.onStatement("read the catalog", lost, CONFIG))
        .isEqualTo(
            "Cannot read the catalog in database shop at db.example:3307: the connection was lost"
                + " (Read timed out); run again.");
  }

  @Test
  void neverTellsThePassword() {
    assertThat(SourceErrors.onConnect(error(1045, "Access denied"), CONFIG))
        .doesNotContain("hunter2");
  }

  @Test
  void theUrlHoldsNeitherUserNorPassword() {
    assertThat(new MySqlSource(CONFIG).url())
        .startsWith("jdbc:mysql://db.example:3307/shop?sslMode=")
        .doesNotContain("reader", "hunter2");
    assertThat(new MySqlSource(CONFIG).describe()).isEqualTo("shop at db.example:3307");
  }

  @Test
  void theUrlHoldsAwkwardNamesEncoded() {
    SourceConfig awkward =
        new SourceConfig(
            "::1",
            3306,
            "my shop?",
            "u",
            new Secret(""),
            SslMode.DISABLED,
            null,
            Duration.ofSeconds(1),
            null);

    assertThat(new MySqlSource(awkward).url())
        .startsWith("jdbc:mysql://[::1]:3306/my%20shop%3F?sslMode=DISABLED&");
  }

  @Test
  void cloudSqlIsReachedByItsConnectorInPlaceOfAnAddress() {
    MySqlSource source = new MySqlSource(cloudSql(new CloudSql("p:r:i", IpType.PSC, false)));

    assertThat(source.describe()).isEqualTo("shop at p:r:i");
    assertThat(source.url())
        .startsWith("jdbc:mysql:///shop?sslMode=DISABLED&")
        .endsWith(
            "&socketFactory=com.google.cloud.sql.mysql.SocketFactory&cloudSqlInstance=p%3Ar%3Ai&ipTypes=PSC&enableIamAuth=false");
    assertThat(source.credentials()).containsEntry("password", "hunter2");
  }

  @Test
  void anAccountOfCloudSqlHasNoPasswordButTheDriverWantsOne() {
    SourceConfig account = cloudSql(new CloudSql("p:r:i", IpType.PRIVATE, true));

    assertThat(new MySqlSource(account).url()).endsWith("&ipTypes=PRIVATE&enableIamAuth=true");
    assertThat(new MySqlSource(account).credentials()).containsEntry("password", "none");
    assertThat(SourceErrors.onConnect(error(1045, "Access denied for user"), account))
        .isEqualTo(
            "Cannot log in to MySQL at p:r:i as 'reader': the server refuses the user (source.user)"
                + " or the password (none, with source.cloud-sql.iam-auth = true).");
  }

  @Test
  void whatHindersTheConnectorOfCloudSqlIsToldInItsWords() {
    SourceConfig config = cloudSql(new CloudSql("p:r:i", IpType.PRIVATE, false));

    assertThat(SourceErrors.onConnect(caused(new ConnectException("403 Forbidden")), config))
        .isEqualTo("Cannot connect to MySQL at p:r:i: 403 Forbidden (source.cloud-sql).");
  }

  private static SourceConfig cloudSql(CloudSql cloudSql) {
    return new SourceConfig(
        "127.0.0.1",
        3306,
        "shop",
        "reader",
        new Secret("hunter2"),
        SslMode.DISABLED,
        null,
        Duration.ofSeconds(1),
        cloudSql);
  }

  private static SourceConfig config(String password) {
    return new SourceConfig(
        "db.example",
        3307,
        "shop",
        "reader",
        new Secret(password),
        SslMode.VERIFY_CA,
        null,
        Duration.ofMillis(1500),
        null);
  }

  private static SQLException error(int code, @Nullable String message) {
    return new SQLException(message, "HY000", code);
  }

  /** As Connector/J reports it: a general message above, the cause below. */
  private static SQLException caused(Exception cause) {
    return new SQLException("Communications link failure", "08S01", 0, cause);
  }
}
