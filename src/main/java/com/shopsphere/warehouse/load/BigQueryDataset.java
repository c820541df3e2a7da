package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.bigquery.BigQueryApi;
import com.shopsphere.warehouse.bigquery.BigQueryJobs;
import com.shopsphere.warehouse.bigquery.TemporaryBucket;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dataset of a target, which is there and where it should be, with jobs that may be run in it.
 */
record BigQueryDataset(TargetConfig.BigQuery config, BigQueryApi api, BigQueryJobs jobs) {

  private static final Logger LOG = LoggerFactory.getLogger(BigQueryDataset.class);

  BigQueryDataset {
    requireNonNull(config, "config");
    requireNonNull(api, "api");
    requireNonNull(jobs, "jobs");
  }

  /**
   * Makes sure that BigQuery can be reached, that the dataset exists or is created, that the
   * bucket, if there is one, is near it, and that jobs may be run.
   *
   * @throws TargetException naming the setting or the permission
   */
  static BigQueryDataset open(TargetConfig.BigQuery config) {
    BigQueryApi api = BigQueryApi.connect(config);
    String location = location(config, api);
    config
        .writing()
        .temporaryGcsBucket()
        .ifPresent(bucket -> TemporaryBucket.connect(config, bucket).requireNear(location));
    BigQueryJobs jobs = api.jobs(location);
    jobs.requirePermission();
    return new BigQueryDataset(config, api, jobs);
  }

  /** The same for tables that are landed. */
  BigQueryDataset landing() {
    return new BigQueryDataset(config.landing(), api, jobs);
  }

  /** The same for the table of the manifest. */
  BigQueryDataset manifest() {
    return new BigQueryDataset(config.manifest(), api, jobs);
  }

  private static String location(TargetConfig.BigQuery config, BigQueryApi api) {
    Optional<String> found = api.location();
    Optional<String> wanted = config.location();
    if (found.isEmpty()) {
      if (!config.createDataset()) {
        throw new TargetException(
            "Cannot publish %s: the dataset %s.%s does not exist (target.bigquery.project, target.bigquery.dataset), and target.bigquery.create-dataset is false."
                .formatted(config.qualifiedTable(), config.project(), config.dataset()));
      }
      String location = wanted.orElseThrow();
      api.createDataset(location);
      LOG.info("Created the dataset {}.{} in {}.", config.project(), config.dataset(), location);
      return location;
    }
    if (wanted.isPresent() && !wanted.get().equalsIgnoreCase(found.get())) {
      throw new TargetException(
          "Cannot publish %s: expected its dataset in %s (target.bigquery.location), found it in %s."
              .formatted(config.qualifiedTable(), wanted.get(), found.get()));
    }
    return found.get();
  }
}
