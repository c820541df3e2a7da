package com.shopsphere.warehouse.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.testing.MergeConfigs;
import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.ShopsphereCatalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The plan of Shopsphere's own database, as conf/shopsphere.conf configures it. */
class ShopspherePlanTest {

  private static final MergeConfig CONFIG =
      MergeConfigs.grain("order_item")
          .nest("phone_number", "address", "carrier", "supplier_phone")
          .relation(
              MergeConfigs.folding(
                  MergeConfigs.relation(
                      "order_item", List.of("SKU", "orderID"), "review", List.of("SKU", "orderID")),
                  new FoldConfig.Nest()))
          .build();

  @Test
  void fifteenTablesGiveTheTreeOfTheDesign() {
    assertThat(PlanPrinter.tree(plan(ShopsphereCatalog.fifteenTables())))
        .containsExactly(
            "order_item                         grain: orderID, SKU",
            "├─ order                           n:1  on orderID (PRIMARY)",
            "│  ├─ customer                     n:1  on customerID (PRIMARY)",
            "│  │  ├─* address                  1:n  on customerID (no key), nested as customer_address",
            "│  │  └─* phone_number             1:n  on customerID (no key), nested as customer_phone_number",
            "│  ├─ region                       n:1  on regionID (PRIMARY)",
            "│  ├─ payment                      1:1  on orderID (UNIQUE payment_order)",
            "│  └─ shipment                     1:1  on orderID (UNIQUE shipment_order)",
            "│     └─* carrier                  1:n  on shipmentID (no key), nested as shipment_carrier",
            "├─ product                         n:1  on SKU (PRIMARY)",
            "│  ├─ supplier                     n:1  on supplierID (PRIMARY)",
            "│  │  ├─ supplier_email            1:1  on supplierID (PRIMARY)",
            "│  │  └─* supplier_phone           1:n  on supplierID (no key), nested as supplier_phone",
            "│  └─ category                     n:1  on categoryID (PRIMARY)",
            "│     └─ parent_category           n:1  parent_categoryID = categoryID (PRIMARY)",
            "└─* review                         1:n  on SKU, orderID (configured), nested as review");
  }

  @Test
  void fifteenTablesGiveTheseColumns() {
    assertThat(Outputs.of(plan(ShopsphereCatalog.fifteenTables())))
        .containsExactly(
            "order_id",
            "sku",
            "quantity",
            "unit_price",
            "customer_id",
            "order_shipping_status",
            "order_total_amount",
            "order_timestamp",
            "region_id",
            "customer_first",
            "customer_middle",
            "customer_last",
            "customer_email",
            "customer_address[postal_code, street, city, province, country]",
            "customer_phone_number[phone]",
            "region_name",
            "region_currency",
            "payment_id",
            "payment_method",
            "payment_amount",
            "payment_status",
            "shipment_id",
            "shipment_delivery_method",
            "shipment_delivery_status",
            "shipment_carrier[phone, first, middle, last]",
            "supplier_id",
            "product_name",
            "product_description",
            "product_price",
            "product_inventory_count",
            "category_id",
            "supplier_name",
            "supplier_detail",
            "supplier_email_type",
            "supplier_email_business_email",
            "supplier_phone[business_phone, type]",
            "parent_category_id",
            "category_name",
            "parent_category_parent_category_id",
            "parent_category_name",
            "review[review_id, rating, comment, timestamp]");
  }

  @Test
  void thirteenTablesGiveTheTreeWithoutRegionsAndCategories() {
    assertThat(PlanPrinter.tree(plan(ShopsphereCatalog.thirteenTables())))
        .containsExactly(
            "order_item                         grain: orderID, SKU",
            "├─ order                           n:1  on orderID (PRIMARY)",
            "│  ├─ customer                     n:1  on customerID (PRIMARY)",
            "│  │  ├─* address                  1:n  on customerID (no key), nested as customer_address",
            "│  │  └─* phone_number             1:n  on customerID (no key), nested as customer_phone_number",
            "│  ├─ payment                      1:1  on orderID (UNIQUE payment_order)",
            "│  └─ shipment                     1:1  on orderID (UNIQUE shipment_order)",
            "│     └─* carrier                  1:n  on shipmentID (no key), nested as shipment_carrier",
            "├─ product                         n:1  on SKU (PRIMARY)",
            "│  └─ supplier                     n:1  on supplierID (PRIMARY)",
            "│     ├─ supplier_email            1:1  on supplierID (PRIMARY)",
            "│     └─* supplier_phone           1:n  on supplierID (no key), nested as supplier_phone",
            "└─* review                         1:n  on SKU, orderID (configured), nested as review");
  }

  @Test
  void thirteenTablesGiveTheseColumns() {
    assertThat(Outputs.of(plan(ShopsphereCatalog.thirteenTables())))
        .containsExactly(
            "order_id",
            "sku",
            "quantity",
            "customer_id",
            "order_shipping_status",
            "order_total_amount",
            "order_timestamp",
            "customer_first",
            "customer_middle",
            "customer_last",
            "customer_email",
            "customer_address[postal_code, street, city, province, country]",
            "customer_phone_number[phone]",
            "payment_id",
            "payment_method",
            "payment_amount",
            "payment_status",
            "shipment_id",
            "shipment_delivery_method",
            "shipment_delivery_status",
            "shipment_carrier[phone, first, middle, last]",
            "supplier_id",
            "product_name",
            "product_description",
            "product_price",
            "product_inventory_count",
            "supplier_name",
            "supplier_detail",
            "supplier_email_type",
            "supplier_email_business_email",
            "supplier_phone[business_phone, type]",
            "review[review_id, rating, comment, timestamp]");
  }

  @Test
  void everyTableThatIsNotInTheTreeIsNamedWithTheReason() {
    assertThat(plan(ShopsphereCatalog.fifteenTables()).leftOut())
        .extracting(one -> one.relation() + ": " + one.reason())
        .containsExactly(
            "order (orderID) to review (orderID): one-to-many; a configured relation joins the table",
            "product (SKU) to review (SKU): one-to-many; a configured relation joins the table",
            "category (categoryID) to category (parent_categoryID): one-to-many, back to a table on its own path",
            "category (parent_categoryID) to category (categoryID): a cycle, already followed",
            "category (categoryID) to product (categoryID): one-to-many, back to a table on its own path");
  }

  @Test
  void theGrainIsTheLineOfAnOrder() {
    assertThat(plan(ShopsphereCatalog.fifteenTables()).grainColumns())
        .containsExactly("order_id", "sku");
  }

  @Test
  void theOrderInWhichTheServerListsTheTablesDoesNotMatter() {
    Catalog catalog = ShopsphereCatalog.fifteenTables();
    List<Table> tables = new ArrayList<>(catalog.tables());

    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(tables, new Random(seed));

      assertThat(plan(ShopsphereCatalog.catalog(tables))).isEqualTo(plan(catalog));
    }
  }

  private static MergeTree plan(Catalog catalog) {
    return MergePlanner.plan(catalog, CONFIG);
  }
}
