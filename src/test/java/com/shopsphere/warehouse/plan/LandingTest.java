package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.catalog;
import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.manyOf;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.Compression;
import com.shopsphere.warehouse.config.Naming;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.PlanException;
import com.shopsphere.warehouse.testing.BigQueryConfigs;
import com.shopsphere.warehouse.testing.MergeConfigs;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Tables that are published beside the unified one. */
class LandingTest {

  private static final TableBuilder SALE =
      keyed("sale").column("SKU", "int").reference("fk", "SKU", "product", "SKU");
  private static final TableBuilder PRODUCT =
      table("product")
          .notNull("SKU", "int")
          .column("supplierID", "int")
          .column("product_name", "text")
          .primaryKey("SKU");
  private static final TableBuilder NOTE = manyOf("sale", "note");
  private static final TableBuilder ISLAND = table("Big Island").column("Área (m²)", "int");

  @Test
  void columnsAreCalledAsThoseOfATableAlone() {
    MergeTree tree = land(grain("sale"), List.of("product"), SALE, PRODUCT);

    assertThat(names(tree)).containsExactly("product");
    assertThat(columns(tree, 0)).containsExactly("sku", "supplier_id", "product_name");
  }

  @Test
  void nothingIsLandedUnlessTold() {
    MergeTree tree = land(grain("sale"), List.of(), SALE, PRODUCT);

    assertThat(tree.landed()).isEmpty();
    assertThat(tree.tables()).extracting(Table::name).containsExactly("sale", "product");
  }

  @Test
  void aTableOutsideTheTreeIsReadTooAndOneInItIsReadOnce() {
    MergeTree tree =
        land(grain("sale"), List.of("Big Island", "product", "sale"), SALE, PRODUCT, ISLAND);

    assertThat(names(tree)).containsExactly("big_island", "product", "sale");
    assertThat(columns(tree, 0)).containsExactly("area_m");
    assertThat(tree.tables())
        .extracting(Table::name)
        .containsExactly("sale", "product", "Big Island");
    assertThat(Plans.leftOut(tree))
        .containsExactly("Big Island: unreachable: no key leads to it from the tree");
  }

  @Test
  void namesFollowTheNamingOfTheMerge() {
    MergeTree tree =
        land(
            grain("sale").naming(Naming.SOURCE),
            List.of("Big Island", "product"),
            SALE,
            PRODUCT,
            ISLAND);

    assertThat(names(tree)).containsExactly("Big_Island", "product");
    assertThat(columns(tree, 0)).containsExactly("Area__m__");
    assertThat(columns(tree, 1)).containsExactly("SKU", "supplierID", "product_name");
  }

  @Test
  void aKeyThatTheMergeSharesOrNeedsIsAColumnLikeAnyOther() {
    MergeTree tree = land(grain("sale").nest("note"), List.of("note"), keyed("sale"), NOTE);

    assertThat(columns(tree, 0)).containsExactly("id", "sale_id", "text");
  }

  @Test
  void columnsThatAreLeftOutOfTheTableStayOut() {
    MergeTree tree =
        land(
            grain("sale").leaveOut("product", "SUPPLIERID", "sku").leaveOut("big_island", "id"),
            List.of("product", "Big Island"),
            SALE,
            PRODUCT,
            keyed("Big Island").column("Área (m²)", "int"));

    assertThat(columns(tree, 0)).containsExactly("product_name");
    assertThat(columns(tree, 1)).containsExactly("area_m");
    assertThat(tree.landed().get(0).node().column("SKU")).as("read for nothing").isEmpty();
  }

  @Test
  void columnsThatAreLeftOutOfTheOnlyRoleStayOut() {
    MergeTree tree =
        land(
            grain("sale").role("product", "article").leaveOut("article", "product_name"),
            List.of("product"),
            SALE,
            PRODUCT);

    assertThat(columns(tree, 0)).containsExactly("sku", "supplier_id");
  }

  @Test
  void columnsThatAnotherRoleShowsAreLanded() {
    MergeTree tree =
        land(
            grain("sale").leaveOut("parent_shop", "name"),
            List.of("shop"),
            keyed("sale").column("shop_id", "int").reference("fk", "shop_id", "shop", "id"),
            keyed("shop")
                .column("name", "text")
                .column("parent_shop_id", "int")
                .reference("fk", "parent_shop_id", "shop", "id"));

    assertThat(columns(tree, 0)).containsExactly("id", "name", "parent_shop_id");
  }

  @Test
  void columnsOfATableThatIsAggregatedCanBeLeftOutWhenItIsLanded() {
    MergeConfigs config =
        grain("sale").aggregate("note", "notes = count(*)").leaveOut("note", "text");
    TableBuilder[] tables = {keyed("sale"), NOTE};

    assertThat(columns(land(config, List.of("note"), tables), 0)).containsExactly("id", "sale_id");
    assertRefused(config, List.of(), tables)
        .hasMessage(
            "Cannot leave out columns of 'note' (merge.leave-out): the table is aggregated, and"
                + " none of its columns appears.");
  }

  @Test
  void aLeftOutColumnOfALandedTableMustBeThere() {
    assertRefused(
            grain("sale").leaveOut("Big Island", "area"),
            List.of("Big Island"),
            SALE,
            PRODUCT,
            ISLAND)
        .hasMessage(
            "Cannot find the column 'area' (merge.leave-out.Big Island) in table 'Big Island'.");
  }

  @Test
  void refusesATableThatIsNotThereAndNamesTheNearest() {
    assertRefused(grain("sale"), List.of("product", "prodcut"), SALE, PRODUCT)
        .hasMessage(
            "Cannot find the table 'prodcut' (target.land) in database 'shop', which shows 2 tables"
                + " to this user; did you mean 'product'?");
  }

  @Test
  void refusesATableThatTheUserMayNotRead() {
    assertRefused(grain("sale"), List.of("secret"), SALE, PRODUCT, table("secret"))
        .hasMessage(
            "Cannot read the table 'secret' (target.land): the user sees none of its columns; grant"
                + " SELECT on it.");
  }

  @Test
  void refusesTheNameOfTheUnifiedTable() {
    assertRefused(grain("sale"), List.of("Unified"), SALE, PRODUCT, keyed("Unified"))
        .hasMessage(
            "Cannot land the table 'Unified' (target.land): its name would be unified, which is"
                + " already that of the unified table (target.table).");
  }

  @Test
  void refusesTheNameThatTheTableOfTheManifestHasInBigQuery() {
    TableBuilder manifest = keyed("Orders_Manifest");

    assertThatThrownBy(
            () ->
                MergePlanner.plan(
                    catalog(SALE, PRODUCT, manifest),
                    grain("sale").build(),
                    BigQueryConfigs.landing("Orders_Manifest")))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot land the table 'Orders_Manifest' (target.land): its name would be orders_manifest,"
                + " which is already that of the table of the manifest (target.table).");
  }

  @Test
  void aTableCalledLikeAManifestIsLandedBesideAFile() {
    MergeTree tree =
        land(grain("sale"), List.of("unified_manifest"), SALE, PRODUCT, keyed("unified_manifest"));

    assertThat(names(tree)).containsExactly("unified_manifest");
  }

  @Test
  void refusesOneNameForTwoTables() {
    assertRefused(
            grain("sale").naming(Naming.SOURCE),
            List.of("Big_Island", "big island"),
            SALE,
            PRODUCT,
            keyed("Big_Island"),
            keyed("big island"))
        .hasMessage(
            "Cannot land the table 'big island' (target.land): its name would be big_island, which"
                + " is already that of 'Big_Island'.");
  }

  @Test
  void refusesATableWithoutAColumn() {
    assertRefused(
            grain("sale").leaveOut("Big Island", "Área (m²)"),
            List.of("Big Island"),
            SALE,
            PRODUCT,
            ISLAND)
        .hasMessage(
            "Cannot land the table 'Big Island' (target.land): merge.leave-out leaves out all of"
                + " its columns.");
  }

  private static MergeTree land(MergeConfigs config, List<String> land, TableBuilder... tables) {
    return MergePlanner.plan(
        catalog(tables),
        config.build(),
        new TargetConfig.Parquet("unified", land, Path.of("/warehouse"), Compression.ZSTD));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      MergeConfigs config, List<String> land, TableBuilder... tables) {
    return assertThatThrownBy(() -> land(config, land, tables)).isInstanceOf(PlanException.class);
  }

  private static List<String> names(MergeTree tree) {
    return tree.landed().stream().map(LandedTable::name).toList();
  }

  private static List<String> columns(MergeTree tree, int landed) {
    return tree.landed().get(landed).node().columns().stream()
        .map(planned -> planned.output().orElseThrow())
        .toList();
  }
}
