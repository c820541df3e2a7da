package com.shopsphere.warehouse.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.InputFile;

/**
 * Puts the part files that Spark's tasks write together into one file. The row groups are copied as
 * they are, so that this costs a copy and no decoding, and memory for footers only.
 *
 * <p>One file is what a file system can replace in one step, under every reader.
 */
final class ParquetParts {

  private ParquetParts() {}

  /**
   * Joins all parts of a directory.
   *
   * @param directory holds at least one part, all of one schema
   * @param file is made, or replaced
   * @param metadata added to the key-value metadata of the parts
   */
  static void join(Path directory, Path file, Map<String, String> metadata) throws IOException {
    Configuration hadoop = new Configuration(false);
    List<Path> parts = parts(directory);
    FileMetaData first = footer(parts.get(0), hadoop);
    Map<String, String> all = new HashMap<>(first.getKeyValueMetaData());
    all.putAll(metadata);
    ParquetFileWriter writer =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(hadoopPath(file), hadoop),
            first.getSchema(),
            ParquetFileWriter.Mode.OVERWRITE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
    writer.start();
    for (Path part : parts) {
      writer.appendFile(input(part, hadoop));
    }
    writer.end(all);
  }

  /** A value of a file's key-value metadata, or an empty text. */
  static String metadata(Path file, String key) throws IOException {
    Configuration hadoop = new Configuration(false);
    return footer(file, hadoop).getKeyValueMetaData().getOrDefault(key, "");
  }

  private static List<Path> parts(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private static FileMetaData footer(Path file, Configuration hadoop) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(input(file, hadoop))) {
      return reader.getFileMetaData();
    } catch (RuntimeException notParquet) {
      throw new IOException(notParquet.getMessage(), notParquet);
    }
  }

  private static InputFile input(Path file, Configuration hadoop) throws IOException {
    return HadoopInputFile.fromPath(hadoopPath(file), hadoop);
  }

  /** The file as Hadoop and Spark name it: not as a URI, in which a blank would be a %20. */
  static org.apache.hadoop.fs.Path hadoopPath(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }
}
