package com.shopsphere.warehouse.marts;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Folders;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Marts of each shape that were built twice of one publication, for all the tests of a JVM. A test
 * may publish and build again, and break a copy.
 */
record BuiltMarts(MartShop shop, FutureTask<Outcome> builds) {

  private static final Path DIRECTORY = Path.of("target", "marts").toAbsolutePath();

  private static @Nullable BuiltMarts fifteen;
  private static @Nullable BuiltMarts thirteen;

  /** Marts of all there is to model. */
  static synchronized BuiltMarts fifteenTables() throws SQLException, IOException {
    if (fifteen == null) {
      fifteen = begin(Servers.mysql(), Shape.FIFTEEN_TABLES);
    }
    return fifteen;
  }

  /** Marts of a database without regions, categories and prices on the line. */
  static synchronized BuiltMarts thirteenTables() throws SQLException, IOException {
    if (thirteen == null) {
      thirteen = begin(Servers.mariadb(), Shape.THIRTEEN_TABLES);
    }
    return thirteen;
  }

  private static BuiltMarts begin(EmbeddedServer server, Shape shape)
      throws SQLException, IOException {
    Path directory = DIRECTORY.resolve(shape.name());
    Folders.delete(directory);
    MartShop shop = MartShop.create(server, shape, directory).publish();
    return new BuiltMarts(shop, shop.buildingTwice());
  }

  /** What the second build said, once it has ended. */
  Outcome secondBuild() throws ExecutionException, InterruptedException {
    return builds.get();
  }

  /** The shop, once its marts are built. */
  MartShop ready() throws ExecutionException, InterruptedException {
    secondBuild();
    return shop;
  }
}
