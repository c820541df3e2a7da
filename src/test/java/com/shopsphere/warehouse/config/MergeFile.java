package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration file whose merge is given from its third line on. */
final class MergeFile {

  private final Path directory;

  MergeFile(Path directory) {
    this.directory = directory;
  }

  MergeConfig read(String merge, String... overrides) {
    String text =
        """
        source { database = shop, user = reader }
        merge.grain = order_item
        merge { %s }
        """;
    try {
      Files.writeString(file(), text.formatted(merge));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    return new ConfigReader(Map.of(), directory)
        .read(Optional.of(file()), List.of(overrides))
        .merge();
  }

  /**
   * Asserts that the merge is refused for these reasons and no other.
   *
   * @param problems each may hold the file's name as {@code %s}
   */
  void assertRefused(String merge, String... problems) {
    List<String> named =
        List.of(problems).stream().map(one -> one.replace("%s", file().toString())).toList();
    assertThatThrownBy(() -> read(merge))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(requireNonNull(new ConfigurationException(named).getMessage()));
  }

  private Path file() {
    return directory.resolve("job.conf");
  }
}
