package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.TargetConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of a run on their way into BigQuery: those that are landed, the unified one, and the
 * manifest.
 */
final class BigQueryOutputs implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BigQueryOutputs.class);

  private final List<BigQueryOutput> outputs = new ArrayList<>();

  private final BigQueryManifest manifest;

  private BigQueryOutputs(BigQueryManifest manifest) {
    this.manifest = requireNonNull(manifest, "manifest");
  }

  /**
   * Makes sure that all can be written and published, and makes their staging tables.
   *
   * @throws com.shopsphere.warehouse.failure.ConfigurationException if the connector or BigQuery
   *     takes no such table
   * @throws com.shopsphere.warehouse.failure.TargetException if one is not to be replaced, or
   *     something is missing
   */
  static BigQueryOutputs open(
      TargetConfig.BigQuery config, RunId run, List<TableDesign> landed, TableDesign unified) {
    Connector connector = Connector.onTheClassPath();
    BigQueryDataset dataset = BigQueryDataset.open(config);
    BigQueryOutputs opened = new BigQueryOutputs(BigQueryManifest.open(dataset, run));
    try {
      for (TableDesign design : landed) {
        opened.outputs.add(BigQueryOutput.open(dataset.landing(), design, run, connector));
      }
      opened.outputs.add(BigQueryOutput.open(dataset, unified, run, connector));
      return opened;
    } catch (RuntimeException refused) {
      opened.close();
      throw refused;
    }
  }

  /**
   * Publishes all of them or, if one does not arrive or is refused, none. Each appears in one step,
   * and they do one after the other.
   *
   * @param rows of each table, those of the unified one last; read more than once
   * @param document the manifest as JSON, published after them
   * @return when BigQuery changed the unified table
   */
  Instant publish(List<Dataset<Row>> rows, String document) {
    List<BigQueryPublisher> publishers = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      publishers.add(outputs.get(i).stage(rows.get(i)));
    }
    List<Long> expected = publishers.stream().map(BigQueryPublisher::accept).toList();
    List<String> published = new ArrayList<>();
    Instant last = Instant.EPOCH;
    for (int i = 0; i < publishers.size(); i++) {
      BigQueryPublisher publisher = publishers.get(i);
      last = published(publisher, requireNonNull(expected.get(i)), published);
      published.add(publisher.published());
    }
    manifest.publish(document);
    return last;
  }

  private static Instant published(
      BigQueryPublisher publisher, long expected, List<String> already) {
    try {
      return publisher.publish(expected);
    } catch (RuntimeException failed) {
      if (!already.isEmpty()) {
        LOG.warn(
            "{} could not be published; of this run are already {}.",
            publisher.published(),
            String.join(", ", already));
      }
      throw failed;
    }
  }

  /** Removes what is staged. */
  @Override
  public void close() {
    outputs.forEach(BigQueryOutput::close);
  }
}
