package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.bigquery.BigQueryApi;
import com.shopsphere.warehouse.bigquery.ListedTable;
import com.shopsphere.warehouse.bigquery.TemporaryBucket;
import com.shopsphere.warehouse.config.TargetConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Staging tables of a dataset, and the files of indirect writes in its bucket. */
final class BigQueryLeftOvers {

  private BigQueryLeftOvers() {}

  static List<LeftOver> of(TargetConfig.BigQuery config) {
    List<LeftOver> found = new ArrayList<>();
    BigQueryApi api = BigQueryApi.connect(config);
    for (ListedTable table : api.tables()) {
      stagedBy(table)
          .ifPresent(
              run ->
                  found.add(
                      new LeftOver(
                          run, config.qualified(table.name()), () -> api.delete(table.name()))));
    }
    config
        .writing()
        .temporaryGcsBucket()
        .ifPresent(name -> found.addAll(files(name, TemporaryBucket.connect(config, name))));
    return found;
  }

  /** A name alone would not do: somebody else's table may have one like it. */
  private static Optional<RunId> stagedBy(ListedTable table) {
    return StagingName.parse(table.name())
        .map(StagingName::run)
        .filter(run -> BigQueryOutput.CREATOR.equals(table.labels().get(BigQueryOutput.CREATED_BY)))
        .filter(run -> run.value().equals(table.labels().get(BigQueryOutput.RUN_ID)));
  }

  private static List<LeftOver> files(String bucketName, TemporaryBucket bucket) {
    Map<String, List<String>> byDirectory = new TreeMap<>();
    for (String object : bucket.objects("")) {
      int slash = object.indexOf('/');
      String directory = slash < 0 ? object : object.substring(0, slash);
      if (StagingName.parse(directory).isPresent()) {
        byDirectory.computeIfAbsent(directory, d -> new ArrayList<>()).add(object);
      }
    }
    List<LeftOver> found = new ArrayList<>();
    byDirectory.forEach(
        (directory, objects) ->
            found.add(
                new LeftOver(
                    StagingName.parse(directory).orElseThrow().run(),
                    "gs://%s/%s".formatted(bucketName, directory),
                    () -> objects.forEach(bucket::delete))));
    return found;
  }
}
