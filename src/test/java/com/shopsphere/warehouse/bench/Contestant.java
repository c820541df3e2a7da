package com.shopsphere.warehouse.bench;

import com.shopsphere.warehouse.catalog.MySqlSource;
import java.util.Map;
import java.util.function.Supplier;

/** A way to read tables; what it needs to start has been started when it is made. */
interface Contestant {

  /** By the names that the command line knows. */
  Map<String, Supplier<Contestant>> BY_NAME =
      Map.of(
          "ours", () -> new OurSource(NowhereSpark.start()),
          "builtin", () -> new BuiltInSource(NowhereSpark.start()),
          "jdbc", PlainJdbc::new);

  void read(MySqlSource source, Reading reading) throws Exception;

  /** Ends what it started, and tells what was read. */
  Tally end();
}
