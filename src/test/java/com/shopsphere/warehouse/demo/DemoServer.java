package com.shopsphere.warehouse.demo;

import com.shopsphere.warehouse.testing.EmbeddedMariaDb;
import com.shopsphere.warehouse.testing.EmbeddedMySql;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import java.nio.file.Path;
import java.util.List;

/** Which product holds the demo's data. */
enum DemoServer {
  MARIADB {
    @Override
    EmbeddedServer start(Path directory, List<String> extraOptions) {
      return EmbeddedMariaDb.start(directory, extraOptions);
    }
  },
  /** Must have been unpacked: {@code mvn dependency:unpack@mysql-server}. */
  MYSQL {
    @Override
    EmbeddedServer start(Path directory, List<String> extraOptions) {
      return EmbeddedMySql.start(directory, extraOptions);
    }
  };

  /**
   * Starts a server with empty data.
   *
   * @param directory for its data; removed when it stops
   * @param extraOptions such as {@code --innodb-buffer-pool-size=1G}
   */
  abstract EmbeddedServer start(Path directory, List<String> extraOptions);
}
