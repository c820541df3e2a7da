package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.config.Compression;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetBusyException;
import com.shopsphere.warehouse.failure.TargetException;
import com.shopsphere.warehouse.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staging and publishing, and what runs that were killed leave behind. */
class ParquetTargetTest {

  private static final RunId FIRST = new RunId("20261123_091500_000001");
  private static final RunId SECOND = new RunId("20261123_091500_000002");

  private final Path directory;

  ParquetTargetTest(@TempDir Path directory) {
    this.directory = directory.resolve("made/on demand/50%");
  }

  @Test
  void publishesOneFileWithItsManifestAndLeavesNothingElse() throws IOException {
    try (Target target = open(FIRST)) {
      Publication publication = target.publish(List.of(), stage(target, 5), "{\"rows\": 5}");

      assertThat(publication.location()).isEqualTo(table().toString());
      assertThat(publication.bytes()).hasValue(Files.size(table()));
    }

    assertThat(published()).isEqualTo(5);
    assertThat(manifest()).hasContent("{\"rows\": 5}");
    assertThat(ParquetParts.metadata(table(), ParquetTarget.RUN_ID)).isEqualTo(FIRST.value());
    assertThat(names())
        .containsExactly(".unified.lock", "unified.manifest.json", "unified.parquet");
  }

  @Test
  void theStagedTableIsReadableBeforeItIsPublished() {
    try (Target target = open(FIRST)) {
      StagedTable staged = stage(target, 5);

      assertThat(LocalSpark.session().read().parquet(staged.path()).count()).isEqualTo(5);
      assertThat(table()).doesNotExist();
    }
  }

  @Test
  void theOldTableIsAsItWasUntilTheNewOneIsPublished() throws IOException {
    publish(FIRST, 5);
    byte[] old = Files.readAllBytes(table());

    try (Target target = open(SECOND)) {
      StagedTable staged = stage(target, 7);

      assertThat(table()).hasBinaryContent(old);
      assertThat(manifest()).hasContent(FIRST.value());

      target.publish(List.of(), staged, "second");
    }

    assertThat(published()).isEqualTo(7);
    assertThat(manifest()).hasContent("second");
  }

  @Test
  void whatWasStagedIsRemovedWhenTheRunEndsWithoutPublishing() throws IOException {
    publish(FIRST, 5);

    try (Target target = open(SECOND)) {
      stage(target, 7);
    }

    assertThat(published()).isEqualTo(5);
    assertThat(names())
        .containsExactly(".unified.lock", "unified.manifest.json", "unified.parquet");
  }

  @Test
  void aSecondRunOfOneTableIsRefused() {
    try (Target first = open(FIRST)) {
      assertThat(first.describe()).isEqualTo(table().toString());
      assertThatThrownBy(() -> open(SECOND))
          .isInstanceOf(TargetBusyException.class)
          .hasMessage(
              "Cannot start: another run is writing this target; it holds the lock %s."
                  .formatted(directory.resolve(".unified.lock")));
    }
  }

  @Test
  void aSecondRunMayFollowTheFirst() throws IOException {
    publish(FIRST, 5);
    publish(SECOND, 6);

    assertThat(published()).isEqualTo(6);
  }

  @Test
  void anotherTableOfTheDirectoryIsNotHeld() {
    try (Target first = open(FIRST);
        Target second = open("other", SECOND)) {
      assertThat(second.describe()).isNotEqualTo(first.describe());
    }
  }

  @Test
  void landedTablesArePublishedBesideTheUnifiedOne() throws IOException {
    try (Target target = open(FIRST, "product", "customer")) {
      StagedTable unified = stage(target, 5);
      List<StagedTable> landed =
          List.of(
              target.stage("product", numbers(3), Map.of()),
              target.stage("customer", numbers(0), Map.of()));
      assertThat(directory.resolve("product.parquet")).doesNotExist();

      assertThat(target.publish(landed, unified, "{}").location()).isEqualTo(table().toString());
    }

    assertThat(published()).isEqualTo(5);
    assertThat(rows("product")).isEqualTo(3);
    assertThat(rows("customer")).isZero();
    assertThat(LocalSpark.session().read().parquet(file("customer").toString()).columns())
        .containsExactly("id", "text");
    assertThat(ParquetParts.metadata(file("product"), ParquetTarget.RUN_ID))
        .isEqualTo(FIRST.value());
    assertThat(names())
        .containsExactly(
            ".customer.lock",
            ".product.lock",
            ".unified.lock",
            "customer.parquet",
            "product.parquet",
            "unified.manifest.json",
            "unified.parquet");
  }

  @Test
  void aTableThatAnotherRunLandsIsHeldWhateverItsUnifiedTable() {
    try (Target first = open(FIRST, "customer", "product")) {
      assertThat(first.describe()).isEqualTo(table().toString());
      assertThatThrownBy(() -> open("other", SECOND, "address", "product"))
          .isInstanceOf(TargetBusyException.class)
          .hasMessage(
              "Cannot start: another run is writing this target; it holds the lock %s."
                  .formatted(directory.resolve(".product.lock")));
      assertThatThrownBy(() -> open("customer", SECOND)).isInstanceOf(TargetBusyException.class);
      // What the refused ones had taken is free.
      open("other", SECOND, "address").close();
    }
    open("other", SECOND, "address", "product").close();
  }

  @Test
  void aRunThatCannotPublishAllTellsWhatIsNew() throws IOException {
    publish(FIRST, 5);
    // No file takes the place of a directory that is not empty.
    Files.createDirectories(file("customer").resolve("in the way"));

    try (Target target = open(SECOND, "product", "customer", "order")) {
      StagedTable unified = stage(target, 7);
      List<StagedTable> landed =
          Stream.of("product", "customer", "order")
              .map(table -> target.stage(table, numbers(3), Map.of()))
              .toList();

      assertThatThrownBy(() -> target.publish(landed, unified, "second"))
          .isInstanceOf(TargetException.class)
          .hasMessageStartingWith("Cannot publish %s: ".formatted(table()))
          .hasMessageEndingWith("; of this run are already %s.".formatted(file("product")));
    }

    assertThat(published()).isEqualTo(5);
    assertThat(manifest()).hasContent(FIRST.value());
    assertThat(file("order")).doesNotExist();
  }

  @Test
  void whatAKilledRunStagedIsRemovedByTheNext() throws IOException {
    publish(FIRST, 5);
    Path killed = staging("20261122_000000_00dead");
    Files.createDirectories(killed.resolve("parts"));
    Files.writeString(killed.resolve("parts/part-0.parquet"), "half a part");
    Files.writeString(killed.resolve("manifest.json"), "of a run that did not publish");
    Path others = Files.createDirectory(directory.resolve(".other-20261122_000000_00dead.staging"));

    open(SECOND).close();

    assertThat(killed).doesNotExist();
    assertThat(others).exists();
    assertThat(published()).isEqualTo(5);
    assertThat(manifest()).hasContent(FIRST.value());
  }

  @Test
  void aPublicationThatWasKilledBetweenItsTwoStepsIsFinishedByTheNextRun() throws IOException {
    publish(FIRST, 5);
    Files.writeString(manifest(), "of the run before");
    Files.createDirectory(staging(FIRST.value()));
    Files.writeString(staging(FIRST.value()).resolve("manifest.json"), "of the first run");

    open(SECOND).close();

    assertThat(manifest()).hasContent("of the first run");
    assertThat(staging(FIRST.value())).doesNotExist();
  }

  @Test
  void publishesATableWithoutARow() throws IOException {
    publish(FIRST, 0);

    assertThat(published()).isZero();
    assertThat(LocalSpark.session().read().parquet(table().toString()).columns())
        .containsExactly("id", "text");
  }

  @Test
  void tellsThatTheDirectoryCannotBeMade() throws IOException {
    Files.createDirectories(directory.resolveSibling("."));
    Files.writeString(directory, "a regular file");
    Path below = directory.resolve("below");

    assertThatThrownBy(
            () ->
                Target.open(
                    new TargetConfig.Parquet("unified", List.of(), below, Compression.ZSTD),
                    FIRST,
                    List.of(),
                    design("unified")))
        .isInstanceOf(TargetException.class)
        .hasMessage(
            "Cannot write to the directory %s (target.parquet.path): FileSystemException: %s: Not a"
                    .formatted(below, below)
                + " directory.");
  }

  @Test
  void tellsThatTheDirectoryIsAFile() throws IOException {
    Files.createDirectories(directory.resolveSibling("."));
    Files.writeString(directory, "a regular file");

    assertThatThrownBy(() -> open(FIRST))
        .isInstanceOf(TargetException.class)
        .hasMessage(
            "Cannot write to the directory %s (target.parquet.path): FileAlreadyExistsException: %s."
                .formatted(directory, directory));
  }

  @Test
  void aRunThatCouldNotBeginDoesNotHoldTheTable() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(table(), "not Parquet");
    Files.createDirectory(staging(FIRST.value()));
    Files.writeString(staging(FIRST.value()).resolve("manifest.json"), "x");

    assertThatThrownBy(() -> open(SECOND))
        .isInstanceOf(TargetException.class)
        .hasMessage(
            "Cannot write to the directory %s (target.parquet.path): IOException: file:%s is not a"
                    .formatted(directory, table())
                + " Parquet file (length is too low: 11).");
    Files.delete(table());

    open(SECOND).close();
    assertThat(names()).containsExactly(".unified.lock");
  }

  private void publish(RunId run, int rows) {
    try (Target target = open(run)) {
      target.publish(List.of(), stage(target, rows), run.value());
    }
  }

  private Target open(RunId run, String... landed) {
    return open("unified", run, landed);
  }

  private Target open(String table, RunId run, String... landed) {
    return Target.open(
        new TargetConfig.Parquet(table, List.of(), directory, Compression.ZSTD),
        run,
        Stream.of(landed).map(ParquetTargetTest::design).toList(),
        design(table));
  }

  private static TableDesign design(String table) {
    return new TableDesign(table, new StructType(), List.of(), Optional.empty(), Map.of());
  }

  private static StagedTable stage(Target target, int rows) {
    return target.stage("unified", numbers(rows), Map.of());
  }

  private static Dataset<Row> numbers(int rows) {
    return LocalSpark.session()
        .range(0, rows, 1, 2)
        .selectExpr("id", "concat('text ', id) AS text");
  }

  private long published() {
    return rows("unified");
  }

  private long rows(String table) {
    return LocalSpark.session().read().parquet(file(table).toString()).count();
  }

  private Path table() {
    return file("unified");
  }

  private Path file(String table) {
    return directory.resolve(table + ".parquet");
  }

  private Path manifest() {
    return directory.resolve("unified.manifest.json");
  }

  private Path staging(String run) {
    return directory.resolve(".unified-%s.staging".formatted(run));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
