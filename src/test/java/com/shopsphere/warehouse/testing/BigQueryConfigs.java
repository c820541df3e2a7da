package com.shopsphere.warehouse.testing;

import com.shopsphere.warehouse.config.ConfigReader;
import com.shopsphere.warehouse.config.TargetConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Targets in BigQuery, as the settings make them. */
public final class BigQueryConfigs {

  private static final List<String> REQUIRED =
      List.of(
          "source.database=shop",
          "source.user=reader",
          "merge.grain=order_item",
          "target.type=bigquery",
          "target.table=orders",
          "target.bigquery.project=shop",
          "target.bigquery.dataset=sales",
          "target.bigquery.staging-path=/staging");

  private BigQueryConfigs() {}

  /**
   * The table orders in shop.sales.
   *
   * @param settings as {@code key=value}, the key without {@code target.bigquery.}
   */
  public static TargetConfig.BigQuery with(String... settings) {
    return read(Arrays.stream(settings).map(setting -> "target.bigquery." + setting).toList());
  }

  /** The same, with a table of the source beside it. */
  public static TargetConfig.BigQuery landing(String table) {
    return read(List.of("target.land=" + table));
  }

  private static TargetConfig.BigQuery read(List<String> settings) {
    List<String> all = new ArrayList<>(REQUIRED);
    all.addAll(settings);
    return (TargetConfig.BigQuery)
        new ConfigReader(Map.of(), Path.of("/work")).read(Optional.empty(), all).target();
  }
}
