package com.shopsphere.warehouse.testing.bigquery;

import java.util.List;

/**
 * An emulator that is written in Python. Its files are resources of this package.
 *
 * @param launcher the file that starts it: {@code launcher serve READY ...} serves until its
 *     standard input ends, and writes its ports to the file READY once they answer
 * @param modules files that the launcher imports
 * @param requirements the file that pins what is installed for it
 * @param preparation arguments of the launcher, each run once after the installation
 */
record PythonProgram(
    String launcher, List<String> modules, String requirements, List<String> preparation) {

  PythonProgram {
    modules = List.copyOf(modules);
    preparation = List.copyOf(preparation);
  }
}
