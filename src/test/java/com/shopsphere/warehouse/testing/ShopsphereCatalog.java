package com.shopsphere.warehouse.testing;

import static com.shopsphere.warehouse.testing.TableBuilder.table;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Table;
import java.util.List;

/** Shopsphere's tables as its server would declare them, for plans without a server. */
public final class ShopsphereCatalog {

  private static final String ID = "varchar(36)";
  private static final String NAME = "varchar(75)";
  private static final String PLACE = "varchar(125)";
  private static final String MONEY = "decimal(10,2)";

  private ShopsphereCatalog() {}

  /** The company's own tables. */
  public static Catalog thirteenTables() {
    return catalog(
        List.of(
            address(),
            carrier(),
            customer(),
            order().build(),
            orderItem().build(),
            payment(),
            phoneNumber(),
            product().build(),
            review(),
            shipment(),
            supplier(),
            supplierEmail(),
            supplierPhone()));
  }

  /** With regions, categories and line prices. */
  public static Catalog fifteenTables() {
    return catalog(
        List.of(
            address(),
            carrier(),
            category(),
            customer(),
            order()
                .column("regionID", "int unsigned")
                .reference("order_region", "regionID", "region", "regionID")
                .build(),
            orderItem().column("unit_price", MONEY).build(),
            payment(),
            phoneNumber(),
            product()
                .column("categoryID", "int unsigned")
                .reference("product_category", "categoryID", "category", "categoryID")
                .build(),
            region(),
            review(),
            shipment(),
            supplier(),
            supplierEmail(),
            supplierPhone()));
  }

  public static Catalog catalog(List<Table> tables) {
    return new Catalog("shopsphere", "MySQL 8.0.33", tables, List.of());
  }

  private static Table customer() {
    return table("customer")
        .notNull("customerID", ID)
        .notNull("first", "varchar(50)")
        .column("middle", "varchar(50)")
        .notNull("last", "varchar(50)")
        .column("email", "varchar(255)")
        .primaryKey("customerID")
        .build();
  }

  private static Table address() {
    return table("address")
        .notNull("customerID", ID)
        .notNull("postal_code", "varchar(25)")
        .notNull("street", PLACE)
        .notNull("city", PLACE)
        .column("province", PLACE)
        .notNull("country", PLACE)
        .primaryKey("customerID", "postal_code")
        .reference("address_customer", "customerID", "customer", "customerID")
        .build();
  }

  private static Table phoneNumber() {
    return table("phone_number")
        .notNull("customerID", ID)
        .notNull("phone", "varchar(20)")
        .primaryKey("customerID", "phone")
        .reference("phone_number_customer", "customerID", "customer", "customerID")
        .build();
  }

  private static Table region() {
    return table("region")
        .notNull("regionID", "int unsigned")
        .notNull("region_name", NAME)
        .notNull("currency", "char(3)")
        .primaryKey("regionID")
        .build();
  }

  private static Table category() {
    return table("category")
        .notNull("categoryID", "int unsigned")
        .column("parent_categoryID", "int unsigned")
        .notNull("category_name", NAME)
        .primaryKey("categoryID")
        .reference("category_parent", "parent_categoryID", "category", "categoryID")
        .build();
  }

  private static Table supplier() {
    return table("supplier")
        .notNull("supplierID", ID)
        .notNull("supplier_name", "varchar(150)")
        .column("supplier_detail", "text")
        .primaryKey("supplierID")
        .build();
  }

  private static Table supplierEmail() {
    return table("supplier_email")
        .notNull("supplierID", ID)
        .column("type", NAME)
        .notNull("business_email", "varchar(175)")
        .primaryKey("supplierID")
        .reference("supplier_email_supplier", "supplierID", "supplier", "supplierID")
        .build();
  }

  private static Table supplierPhone() {
    return table("supplier_phone")
        .notNull("supplierID", ID)
        .notNull("business_phone", "varchar(20)")
        .column("type", NAME)
        .primaryKey("supplierID", "business_phone")
        .reference("supplier_phone_supplier", "supplierID", "supplier", "supplierID")
        .build();
  }

  private static TableBuilder product() {
    return table("product")
        .notNull("SKU", ID)
        .column("supplierID", ID)
        .notNull("product_name", NAME)
        .column("description", "text")
        .notNull("price", MONEY)
        .notNull("inventory_count", "int")
        .primaryKey("SKU")
        .reference("product_supplier", "supplierID", "supplier", "supplierID");
  }

  private static TableBuilder order() {
    return table("order")
        .notNull("orderID", ID)
        .column("customerID", ID)
        .column("shipping_status", NAME)
        .notNull("total_amount", MONEY)
        .column("timestamp", "timestamp")
        .primaryKey("orderID")
        .reference("order_customer", "customerID", "customer", "customerID");
  }

  private static TableBuilder orderItem() {
    return table("order_item")
        .notNull("orderID", ID)
        .notNull("SKU", ID)
        .notNull("quantity", "int")
        .primaryKey("orderID", "SKU")
        .reference("order_item_order", "orderID", "order", "orderID")
        .reference("order_item_product", "SKU", "product", "SKU");
  }

  private static Table payment() {
    return table("payment")
        .notNull("paymentID", "varchar(255)")
        .column("orderID", "varchar(255)")
        .notNull("method", NAME)
        .notNull("amount", "float")
        .notNull("status", NAME)
        .primaryKey("paymentID")
        .unique("payment_order", "orderID")
        .reference("payment_order", "orderID", "order", "orderID")
        .build();
  }

  private static Table shipment() {
    return table("shipment")
        .notNull("shipmentID", ID)
        .column("orderID", ID)
        .column("delivery_method", NAME)
        .column("delivery_status", NAME)
        .primaryKey("shipmentID")
        .unique("shipment_order", "orderID")
        .reference("shipment_order", "orderID", "order", "orderID")
        .build();
  }

  private static Table carrier() {
    return table("carrier")
        .notNull("shipmentID", ID)
        .notNull("phone", "varchar(20)")
        .notNull("first", NAME)
        .column("middle", NAME)
        .notNull("last", NAME)
        .primaryKey("shipmentID", "phone")
        .reference("carrier_shipment", "shipmentID", "shipment", "shipmentID")
        .build();
  }

  private static Table review() {
    return table("review")
        .notNull("reviewID", ID)
        .column("orderID", ID)
        .column("SKU", ID)
        .column("rating", "int")
        .column("comment", "text")
        .column("timestamp", "timestamp")
        .primaryKey("reviewID")
        .reference("review_order", "orderID", "order", "orderID")
        .reference("review_product", "SKU", "product", "SKU")
        .build();
  }
}
