package com.shopsphere.warehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.Secret;
import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.config.SslMode;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What MySQL's refusals are called in the words of the settings. */
class SourceErrorsTest {

  private static final SourceConfig CONFIG = config("hunter2");

  @Test
  void tellsThatTheLoginIsRefused() {
    assertThat(SourceErrors.onConnect(error(1045, "Access denied for user"), CONFIG))
        .isEqualTo(
            "Cannot log in to MySQL at db.example:3307 as 'reader': the server refuses the user"
                + " (source.user) or the password (source.password or source.password-file).");
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
  void tellsThatATableIsGone() {
    assertThat(
            SourceErrors.onStatement(
                "read the tables", error(1146, "Table 'shop.order' doesn't exist"), CONFIG))
        .isEqualTo(
            "Cannot read the tables in database shop at db.example:3307: the table is gone: Table"
                + " 'shop.order' doesn't exist.");
  }

  @Test
  void tellsWhyAnyOtherStatementFailed() {
    SQLException lost = caused(new SocketTimeoutException("Read timed out"));

    assertThat(SourceErrors.onStatement("read the catalog", lost, CONFIG))
        .isEqualTo("Cannot read the catalog in database shop at db.example:3307: Read timed out.");
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
            Duration.ofSeconds(1),
            1000);

    assertThat(new MySqlSource(awkward).url())
        .startsWith("jdbc:mysql://[::1]:3306/my%20shop%3F?sslMode=DISABLED&");
  }

  private static SourceConfig config(String password) {
    return new SourceConfig(
        "db.example",
        3307,
        "shop",
        "reader",
        new Secret(password),
        SslMode.VERIFY_CA,
        Duration.ofMillis(1500),
        1000);
  }

  private static SQLException error(int code, @Nullable String message) {
    return new SQLException(message, "HY000", code);
  }

  /** As Connector/J reports it: a general message above, the cause below. */
  private static SQLException caused(Exception cause) {
    return new SQLException("Communications link failure", "08S01", 0, cause);
  }
}
