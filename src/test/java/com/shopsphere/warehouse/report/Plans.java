package com.shopsphere.warehouse.report;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.config.Compression;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.extract.SplitSize;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.report.PlanDocument.ColumnEntry;
import com.shopsphere.warehouse.testing.MergeConfigs;
import com.shopsphere.warehouse.testing.TableBuilder;
import com.shopsphere.warehouse.testing.Types;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Plans of catalogs written by hand. */
final class Plans {

  private static final MergeConfig SHOPSPHERE =
      MergeConfigs.grain("order_item")
          .nest("phone_number", "address", "carrier", "supplier_phone")
          .relation(
              MergeConfigs.folding(
                  MergeConfigs.relation(
                      "order_item", List.of("SKU", "orderID"), "review", List.of("SKU", "orderID")),
                  new FoldConfig.Nest()))
          .build();

  private static final SplitSize SPLIT_SIZE = new SplitSize(OptionalInt.empty(), 2);

  private Plans() {}

  static PlanDocument plan(MergeConfig config, TableBuilder... tables) {
    return plan(config, catalog(tables));
  }

  static PlanDocument landing(MergeConfig config, List<String> land, TableBuilder... tables) {
    Catalog catalog = catalog(tables);
    TargetConfig target =
        new TargetConfig.Parquet("unified", land, Path.of("/warehouse"), Compression.ZSTD);
    return plan(config, catalog, MergePlanner.plan(catalog, config, target));
  }

  private static Catalog catalog(TableBuilder... tables) {
    return new Catalog(
        "shop", "MySQL 8.0.33", Stream.of(tables).map(TableBuilder::build).toList(), List.of());
  }

  static MergeTree shopsphere(Catalog catalog) {
    return MergePlanner.plan(catalog, SHOPSPHERE);
  }

  static PlanDocument shopspherePlan(Catalog catalog) {
    return plan(SHOPSPHERE, catalog);
  }

  private static PlanDocument plan(MergeConfig config, Catalog catalog) {
    return plan(config, catalog, MergePlanner.plan(catalog, config));
  }

  private static PlanDocument plan(MergeConfig config, Catalog catalog, MergeTree tree) {
    PlanDocument.Reading reading =
        ReadingPlan.of(tree, SPLIT_SIZE, 4, "at one instant, under LOCK TABLES READ");
    return PlanReport.of(catalog, tree, config.limits(), Types.standard(), reading);
  }

  static ColumnEntry column(String name, String mysqlType) {
    return new ColumnEntry(
        name, mysqlType, "STRING", "STRING", "t", "t", name, null, true, List.of());
  }
}
