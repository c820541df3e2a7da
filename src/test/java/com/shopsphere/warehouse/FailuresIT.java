package com.shopsphere.warehouse;

import static com.shopsphere.warehouse.testing.CapturedLog.capture;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user sees when something is wrong: one sentence, the right exit code, nothing published.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class FailuresIT {

  private static Shop shop;

  @TempDir private Path directory;

  @BeforeAll
  static void createShop() throws SQLException {
    shop = Shop.create(Servers.mysql(), Shape.FIFTEEN_TABLES, 1);
  }

  private record Outcome(int exitCode, List<String> errors) {}

  private Outcome job(Map<String, String> environment, String... settings) {
    List<String> arguments = new ArrayList<>(List.of("run", "--config", "conf/local.conf"));
    arguments.addAll(List.of("--set", "target.parquet.path=" + directory));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return command(environment, arguments.toArray(String[]::new));
  }

  private static Outcome command(Map<String, String> environment, String... arguments) {
    try (var log = capture()) {
      int exitCode = WarehouseJob.run(environment, arguments);
      return new Outcome(exitCode, log.errors());
    }
  }

  private static String address() {
    return "MySQL at 127.0.0.1:" + shop.server().port();
  }

  private static String user() {
    return shop.environment().getOrDefault("WAREHOUSE_SOURCE_USER", "");
  }

  private void assertFails(Outcome outcome, ExitCode exitCode, String message) throws IOException {
    assertThat(outcome.errors()).containsExactly(message);
    assertThat(outcome.exitCode()).isEqualTo(exitCode.code());
    assertThat(published()).as("published").isEmpty();
  }

  private List<Path> published() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.getFileName().toString().endsWith(".lock")).toList();
    }
  }

  @Test
  void aWrongPasswordIsNamedWithItsSettingAndNotShown() throws IOException {
    Outcome outcome = job(shop.environmentWith("WAREHOUSE_SOURCE_PASSWORD", "wrong"));

    assertFails(
        outcome,
        ExitCode.SOURCE,
        "Cannot log in to %s as '%s': the server refuses the user (source.user) or the password (source.password, source.password-file or source.password-alias)."
            .formatted(address(), user()));
  }

  @Test
  void aMissingPasswordIsSaidToBeMissing() throws IOException {
    Outcome outcome = job(shop.environmentWith("WAREHOUSE_SOURCE_PASSWORD", ""));

    assertFails(
        outcome,
        ExitCode.SOURCE,
        "Cannot log in to %s as '%s': the server refuses the user (source.user) or the password (source.password is not set)."
            .formatted(address(), user()));
  }

  @Test
  void aPortWhereNothingListensIsNamed() throws IOException {
    int port = freePort();

    Outcome outcome = job(shop.environmentWith("WAREHOUSE_SOURCE_PORT", Integer.toString(port)));

    assertFails(
        outcome,
        ExitCode.SOURCE,
        "Cannot connect to MySQL at 127.0.0.1:%d: nothing listens there (source.host, source.port)."
            .formatted(port));
  }

  @Test
  void aHostThatNeverAnswersIsGivenUpAfterTheConfiguredTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Outcome outcome =
          job(
              shop.environmentWith(
                  "WAREHOUSE_SOURCE_PORT", Integer.toString(silent.getLocalPort())),
              "source.connect-timeout=1s");

      assertFails(
          outcome,
          ExitCode.SOURCE,
          "Cannot connect to MySQL at 127.0.0.1:%d: no answer within 1000 ms (source.host, source.port, source.connect-timeout)."
              .formatted(silent.getLocalPort()));
    }
  }

  @Test
  void aDatabaseThatTheUserMayNotOpenOrThatDoesNotExistIsNamed() throws IOException {
    Outcome outcome = job(shop.environmentWith("WAREHOUSE_SOURCE_DATABASE", "nowhere"));

    assertFails(
        outcome,
        ExitCode.SOURCE,
        "Cannot open the database 'nowhere' (source.database) in %s: it does not exist, or user '%s' has no privilege on it."
            .formatted(address(), user()));
  }

  @Test
  void aDatabaseThatDoesNotExistIsNamedToAnAdministrator() throws IOException {
    Map<String, String> environment =
        Map.of(
            "WAREHOUSE_SOURCE_PORT", Integer.toString(shop.server().port()),
            "WAREHOUSE_SOURCE_DATABASE", "nowhere",
            "WAREHOUSE_SOURCE_USER", shop.server().user(),
            "WAREHOUSE_SOURCE_PASSWORD", shop.server().password());

    assertFails(
        job(environment),
        ExitCode.SOURCE,
        "Cannot find the database 'nowhere' (source.database) in %s.".formatted(address()));
  }

  @Test
  void aMissingGrainTableIsNamedWithTheNearestName() throws IOException {
    Outcome outcome = job(shop.environment(), "merge.grain=order_items");

    assertFails(
        outcome,
        ExitCode.PLAN,
        "Cannot find the table 'order_items' (merge.grain) in database '%s', which shows 15 tables to this user; did you mean 'order_item'?"
            .formatted(shop.database()));
  }

  @Test
  void aTableThatTheUserMayNotReadStopsTheRunUnlessItIsLeftOut() throws IOException, SQLException {
    Map<String, String> environment = readerOf("most_tables", "order_item", "order", "product");

    Outcome refused = jobWithout(environment, "supplier", "category", "region");
    Outcome allowed = jobWithout(environment, "supplier", "category", "region", "customer");

    assertThat(refused.errors())
        .containsExactly(
            "Cannot follow order (customerID) to customer (customerID): the user may not read the table 'customer'; grant SELECT on it, or set merge.folds.customer = leave-out.");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.PLAN.code());
    assertThat(allowed.errors()).isEmpty();
    assertThat(allowed.exitCode()).isZero();
  }

  @Test
  void aColumnThatTheUserMayNotReadIsLikeOneThatIsNotThere() throws IOException, SQLException {
    Map<String, String> environment = readerOf("few_columns", "order", "product");
    shop.execute("GRANT SELECT (orderID, SKU, quantity) ON order_item TO few_columns");

    Outcome outcome = jobWithout(environment, "supplier", "category", "region", "customer");

    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
  }

  /** A user who may SELECT from some tables, and sees no others. */
  private static Map<String, String> readerOf(String user, String... tables) throws SQLException {
    shop.execute(
        "CREATE USER %s IDENTIFIED BY 'pw-1'".formatted(user),
        "GRANT RELOAD ON *.* TO %s".formatted(user));
    for (String table : tables) {
      shop.execute("GRANT SELECT ON `%s` TO %s".formatted(table, user));
    }
    return Map.of(
        "WAREHOUSE_SOURCE_PORT",
        Integer.toString(shop.server().port()),
        "WAREHOUSE_SOURCE_DATABASE",
        shop.database(),
        "WAREHOUSE_SOURCE_USER",
        user,
        "WAREHOUSE_SOURCE_PASSWORD",
        "pw-1");
  }

  /** Runs the merge without one-to-many tables, and without these. */
  private Outcome jobWithout(Map<String, String> environment, String... tables) throws IOException {
    List<String> lines = new ArrayList<>(List.of("merge.grain = order_item"));
    Stream.of(tables).map("merge.folds.%s = leave-out"::formatted).forEach(lines::add);
    lines.add("target { table = order_line, parquet.path = \"%s\" }".formatted(directory));
    Path file = Files.write(directory.resolve("without.conf"), lines);
    return command(environment, "run", "--config", file.toString());
  }

  @Test
  void anOutputThatCannotBeADirectoryIsNamedWithItsSetting() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");

    Outcome outcome = job(shop.environment(), "target.parquet.path=" + file);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(outcome.errors())
        .containsExactly(
            "Cannot write to the directory %s (target.parquet.path): FileAlreadyExistsException: %s."
                .formatted(file, file));
  }

  @Test
  void aGrainTableWithoutRowsIsPublishedEmpty() throws SQLException {
    Shop empty = Shop.create(Servers.mysql(), Shape.FIFTEEN_TABLES, 1);
    empty.execute("DELETE FROM order_item");

    Outcome outcome = job(empty.environment());

    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(directory.resolve("order_line.parquet")).exists();
  }

  @Test
  void aZeroDateStopsTheRunInsteadOfBecomingAnotherDate() throws SQLException, IOException {
    Shop dirty = Shop.create(Servers.mysql(), Shape.FIFTEEN_TABLES, 1);
    dirty.execute(
        "SET SESSION sql_mode = ''",
        "ALTER TABLE order_item ADD COLUMN promised DATE NULL",
        "UPDATE order_item SET promised = '0000-00-00' LIMIT 1");

    Outcome outcome = job(dirty.environment());

    assertFails(
        outcome,
        ExitCode.SOURCE,
        "Cannot represent the value '0000-00-00' of order_item.promised in the row with %s as DATE; correct it, or set source.types.invalid-dates, or source.types.columns.\"order_item.promised\", to null or text."
            .formatted(key(dirty)));
  }

  /** Of the line with a zero date. */
  private static String key(Shop shop) throws SQLException {
    try (Connection connection = shop.server().connect(shop.database());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT orderID, SKU FROM order_item WHERE CAST(promised AS CHAR) = '0000-00-00'")) {
      row.next();
      return "orderID = %s, SKU = %s".formatted(row.getString(1), row.getString(2));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
