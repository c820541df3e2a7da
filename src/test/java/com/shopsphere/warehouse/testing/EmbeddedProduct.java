package com.shopsphere.warehouse.testing;

import java.nio.file.Path;
import java.util.List;

/** The products, for tests that need a server of their own. */
enum EmbeddedProduct {
  MYSQL {
    @Override
    ServerProgram program() {
      return EmbeddedMySql.program();
    }
  },
  MARIADB {
    @Override
    ServerProgram program() {
      return EmbeddedMariaDb.program();
    }
  };

  abstract ServerProgram program();

  EmbeddedServer start(Path directory, String... extraOptions) {
    return ServerProcess.start(program(), directory, List.of(extraOptions));
  }
}
