package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

  private final Path directory;

  LocalFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void replacesAFileWhetherOrNotItIsThere() throws IOException {
    Path file = directory.resolve("file");
    for (String content : new String[] {"old", "new"}) {
      LocalFiles.replace(file, Files.writeString(directory.resolve("by"), content));

      assertThat(file).hasContent(content);
    }
    assertThat(directory.resolve("by")).doesNotExist();
  }

  @Test
  void deletesADirectoryAndAllInIt() throws IOException {
    Path tree = directory.resolve("tree");
    Files.createDirectories(tree.resolve("a/b"));
    Files.writeString(tree.resolve("a/file"), "x");

    LocalFiles.deleteTree(tree);

    assertThat(tree).doesNotExist();
    assertThat(directory).exists();
  }

  @Test
  void deletesALinkAndNotWhatItPointsTo() throws IOException {
    Path kept = Files.createDirectory(directory.resolve("kept"));
    Files.writeString(kept.resolve("file"), "x");
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), kept);

    LocalFiles.deleteTree(tree);

    assertThat(tree).doesNotExist();
    assertThat(kept.resolve("file")).hasContent("x");
  }

  @Test
  void deletesNothingWhereNothingIs() {
    assertThatCode(() -> LocalFiles.deleteTree(directory.resolve("nowhere")))
        .doesNotThrowAnyException();
  }

  @Test
  void forcesAFileThatWasWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "kept");

    LocalFiles.force(file);

    assertThat(file).hasContent("kept");
  }
}
