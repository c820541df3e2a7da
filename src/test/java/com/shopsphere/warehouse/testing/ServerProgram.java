package com.shopsphere.warehouse.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How one product is initialised and run; {@link ServerProcess} adds what depends on the directory.
 *
 * @param name what the product is called, for example {@code MySQL}
 * @param binaries the product's own folder, in which both commands run
 * @param initialise the command that fills an empty data directory, to which {@code --datadir} is
 *     added
 * @param run the command that starts the server, to which the data directory, the port and the
 *     options that both products know are added
 * @param options the options that only this product knows
 * @param libraries folder of shared libraries that the system lacks; empty when it lacks none
 */
record ServerProgram(
    String name,
    Path binaries,
    List<String> initialise,
    List<String> run,
    List<String> options,
    String libraries) {

  ServerProgram {
    initialise = List.copyOf(initialise);
    run = List.copyOf(run);
    options = List.copyOf(options);
  }

  /** Servers refuse to run as root unless they are told that it is meant. */
  static List<String> asCurrentUser(Path executable, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(executable.toString());
    command.add("--no-defaults");
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--user=root");
    }
    command.addAll(arguments);
    return command;
  }

  Map<String, String> environment() {
    return libraries.isEmpty() ? Map.of() : Map.of("LD_LIBRARY_PATH", libraries);
  }
}
