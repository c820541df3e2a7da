package com.shopsphere.warehouse.testing.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hadoop's own file system of Cloud Storage against the emulator. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GcsEmulatorIT {

  private static final String TEXT = "Zoë 🛒\r\n--boundary\r\n";

  @TempDir private java.nio.file.Path root = java.nio.file.Path.of("");
  private GcsEmulator storage;
  private FileSystem files;

  @BeforeEach
  void start() throws IOException {
    storage = GcsEmulator.start(root);
    storage.createBucket("shop", "EU");
    var hadoop = new Configuration(false);
    storage.hadoopProperties().forEach(hadoop::set);
    files = FileSystem.newInstance(java.net.URI.create("gs://shop/"), hadoop);
  }

  @AfterEach
  void stop() throws IOException {
    files.close();
    storage.close();
  }

  @Test
  void whatIsWrittenIsReadBackAndLiesInAFile() throws IOException {
    write("dir/a b+c%.txt", TEXT);

    assertThat(read("dir/a b+c%.txt")).isEqualTo(TEXT);
    assertThat(root.resolve("shop/dir/a b+c%.txt")).hasContent(TEXT);
    assertThat(storage.objects("shop")).contains("dir/a b+c%.txt");
  }

  @Test
  void anyByteIsReadBackFromAnyPosition() throws IOException {
    var bytes = new byte[3_000_000];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    try (var out = files.create(path("large"))) {
      out.write(bytes);
    }

    try (var in = files.open(path("large"))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
      in.seek(2_999_000);
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 2_999_000, bytes.length));
      in.seek(7);
      assertThat(in.read()).isEqualTo(bytes[7] & 0xFF);
    }
  }

  @Test
  void anEmptyFileIsAFile() throws IOException {
    write("empty", "");

    assertThat(files.getFileStatus(path("empty")).getLen()).isZero();
    assertThat(read("empty")).isEmpty();
  }

  @Test
  void listsADirectoryWithoutWhatLiesDeeper() throws IOException {
    write("top/one", "1");
    write("top/two", "22");
    write("top/deep/three", "333");
    write("topmost", "4");

    assertThat(files.listStatus(path("top")))
        .extracting(status -> status.getPath().getName(), FileStatus::getLen)
        .map(tuple -> tuple.toList())
        .containsExactlyInAnyOrder(
            List.<Object>of("deep", 0L), List.<Object>of("one", 1L), List.<Object>of("two", 2L));
    assertThat(files.globStatus(path("top/t*"))).hasSize(1);
  }

  @Test
  void renamesADirectoryWithAllInIt() throws IOException {
    write("old/one", "1");
    write("old/deep/two", "2");

    assertThat(files.rename(path("old"), path("new"))).isTrue();

    assertThat(files.exists(path("old"))).isFalse();
    assertThat(read("new/deep/two")).isEqualTo("2");
    assertThat(root.resolve("shop/new/one")).hasContent("1");
    assertThat(root.resolve("shop/old/one")).doesNotExist();
  }

  @Test
  void deletesADirectoryWithAllInIt() throws IOException {
    write("gone/one", "1");
    write("gone/deep/two", "2");
    write("kept", "3");

    assertThat(files.delete(path("gone"), true)).isTrue();

    assertThat(storage.objects("shop")).containsExactly("kept");
    assertThat(Files.exists(root.resolve("shop/gone/one"))).isFalse();
  }

  @Test
  void refusesToOverwriteIfAskedTo() throws IOException {
    write("taken", "old");

    assertThatThrownBy(() -> files.create(path("taken"), false).close())
        .isInstanceOf(IOException.class);
    assertThat(read("taken")).isEqualTo("old");
  }

  @Test
  void aMissingBucketIsMissing() {
    assertThatThrownBy(() -> files.getFileStatus(new Path("gs://nowhere/file")))
        .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
  }

  private void write(String name, String text) throws IOException {
    try (var out = files.create(path(name))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String read(String name) throws IOException {
    try (var in = files.open(path(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Path path(String name) {
    return new Path("gs", "shop", "/" + name);
  }
}
