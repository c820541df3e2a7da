package com.shopsphere.warehouse.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class FileFailuresTest {

  /** As Google's connector words it. */
  private static final String FORBIDDEN =
      """
      Error accessing gs://shop/kept. reason=403 Forbidden
      GET https://storage.googleapis.com/storage/v1/b/shop/o/kept
      {
        "code" : 403,
        "errors" : [ {
          "domain" : "global",
          "message" : "job@shop has no access.",
          "reason" : "forbidden"
        } ],
        "message" : "job@shop has no access."
      }\
      """;

  @Test
  void theAnswerOfAServiceIsOneLine() {
    assertThat(FileFailures.text(new IOException(FORBIDDEN)))
        .isEqualTo(
            "IOException: Error accessing gs://shop/kept. reason=403 Forbidden: job@shop has no access");
  }

  @Test
  void theAnswerMayLieBelow() {
    assertThat(FileFailures.text(new IOException("Upload failed", new IOException(FORBIDDEN))))
        .isEqualTo("IOException: Upload failed: job@shop has no access");
  }

  @Test
  void theFirstOfSeveralFailuresStandsForAll() {
    IOException composite = new IOException("Multiple IOExceptions.");
    composite.addSuppressed(new IOException("Error getting 'gs://shop/kept' object"));
    composite.addSuppressed(new IOException("Error getting 'gs://shop/other' object"));

    assertThat(FileFailures.text(composite))
        .isEqualTo("IOException: Error getting 'gs://shop/kept' object");
  }

  @Test
  void aFailureWithoutWordsIsItsType() {
    assertThat(FileFailures.text(new FileNotFoundException())).isEqualTo("FileNotFoundException");
  }

  @Test
  void whatAFileSystemThrowsIsFoundBelowOtherExceptions() {
    IOException thrown = thrownByAFileSystem();

    assertThat(FileFailures.find(new IllegalStateException("Task failed", thrown)))
        .contains(thrown);
  }

  @Test
  void otherInputAndOutputIsNotOfAFileSystem() {
    assertThat(FileFailures.find(new IOException("Connection reset"))).isEmpty();
  }

  private static IOException thrownByAFileSystem() {
    try (LocalFileSystem files = new LocalFileSystem()) {
      files.initialize(java.net.URI.create("file:///"), new Configuration(false));
      files.getFileStatus(new Path("/nowhere/at/all"));
      throw new AssertionError("Expected no such file");
    } catch (IOException thrown) {
      return thrown;
    }
  }
}
