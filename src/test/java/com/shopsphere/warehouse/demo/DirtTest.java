package com.shopsphere.warehouse.demo;

import static com.shopsphere.warehouse.demo.Shape.FIFTEEN_TABLES;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of dirt and skew is there, from the smallest scale on. */
@ParameterizedClass
@MethodSource("shops")
class DirtTest {
  private final ShopsphereData data;
  private final ParsedRows orders;
  private final ParsedRows lines;
  private final ParsedRows products;
  private final ParsedRows reviews;
  private final ParsedRows customers;

  DirtTest(ShopsphereData data) {
    this.data = data;
    orders = rows("order");
    lines = rows("order_item");
    products = rows("product");
    reviews = rows("review");
    customers = rows("customer");
  }

  static Stream<ShopsphereData> shops() {
    return Stream.of(
        new ShopsphereData(FIFTEEN_TABLES, 1, 1), new ShopsphereData(FIFTEEN_TABLES, 10, 7));
  }

  @Test
  void hasAsManyOrdersAndLinesAsItSays() {
    assertThat(orders.rows()).hasSize((int) data.orders());
    assertThat(lines.rows()).hasSize((int) data.orderLines());
  }

  @Test
  void foreignKeysAreSometimesNull() {
    assertThat(orders.column("customerID")).contains(Optional.empty());
    assertThat(orders.column("regionID")).contains(Optional.empty());
    assertThat(products.column("supplierID")).contains(Optional.empty());
    assertThat(products.column("categoryID")).contains(Optional.empty());
    assertThat(rows("payment").column("orderID")).contains(Optional.empty());
    assertThat(rows("shipment").column("orderID")).contains(Optional.empty());
    assertThat(reviews.column("orderID")).contains(Optional.empty());
    assertThat(reviews.column("SKU")).contains(Optional.empty());
  }

  @Test
  void figuresAndInstantsAreSometimesNullOrNothing() {
    assertThat(orders.column("timestamp")).contains(Optional.empty());
    assertThat(lines.column("unit_price")).contains(Optional.empty());
    assertThat(lines.column("quantity")).contains(Optional.of("0"));
    assertThat(reviews.column("timestamp")).contains(Optional.empty());
    assertThat(reviews.column("rating")).contains(Optional.empty());
  }

  @Test
  void textIsSometimesEmptyAndSometimesNull() {
    assertThat(customers.column("middle")).contains(Optional.empty(), Optional.of(""));
    assertThat(reviews.column("comment")).contains(Optional.empty(), Optional.of(""));
    assertThat(rows("address").column("province")).contains(Optional.empty(), Optional.of(""));
  }

  @Test
  void someOrdersHaveNoPaymentShipmentReviewOrLine() {
    var keys = orders.present("orderID");

    assertThat(rows("payment").present("orderID")).doesNotHaveDuplicates().isSubsetOf(keys);
    assertThat(rows("shipment").present("orderID")).doesNotHaveDuplicates().isSubsetOf(keys);
    for (var table : List.of("payment", "shipment", "review", "order_item")) {
      assertThat(Set.copyOf(rows(table).present("orderID"))).as(table).hasSizeLessThan(keys.size());
    }
  }

  @Test
  void oneOwnerHasFromNoneToSeveral() {
    assertThat(counts(customers.present("customerID"), rows("phone_number").present("customerID")))
        .containsOnly(0L, 1L, 2L, 3L, 4L);
    assertThat(counts(customers.present("customerID"), rows("address").present("customerID")))
        .containsOnly(0L, 1L, 2L, 3L, 4L);
    assertThat(
            counts(rows("shipment").present("shipmentID"), rows("carrier").present("shipmentID")))
        .containsOnly(0L, 1L, 2L, 3L);
    var suppliers = rows("supplier").present("supplierID");
    assertThat(counts(suppliers, rows("supplier_phone").present("supplierID")))
        .containsOnly(0L, 1L, 2L, 3L);
    assertThat(counts(suppliers, rows("supplier_email").present("supplierID")))
        .containsOnly(0L, 1L);
    assertThat(counts(pairs(lines), pairs(reviews))).contains(0L, 1L, 2L);
  }

  @Test
  void someReviewsNameAnOrderAndAProductThatAreNoLine() {
    var strays = new HashSet<>(pairs(reviews));
    strays.removeAll(Set.copyOf(pairs(lines)));

    assertThat(strays).isNotEmpty();
  }

  @Test
  void someProductsAreNeverSoldAndSomeOften() {
    var sold = counts(products.present("SKU"), lines.present("SKU"));

    assertThat(sold)
        .contains(0L)
        .anyMatch(count -> count > 5 * data.orderLines() / products.rows().size());
  }

  @Test
  void someTextIsAwkward() {
    var text =
        String.join("|", reviews.present("comment"))
            + "|"
            + String.join("|", products.present("description"));

    assertThat(text).contains("\"", "'", "\\", "\t", "\n", "\r\n", "👍🏽", "👨‍👩‍👧‍👦");
  }

  @Test
  void namesAreInTheScriptsOfTheRegions() {
    var names =
        String.join(" ", rows("address").present("country"))
            + String.join(" ", customers.present("last"));
    var scripts = names.codePoints().mapToObj(Character.UnicodeScript::of);

    assertThat(scripts)
        .contains(
            Character.UnicodeScript.LATIN,
            Character.UnicodeScript.GREEK,
            Character.UnicodeScript.CYRILLIC,
            Character.UnicodeScript.ARABIC,
            Character.UnicodeScript.DEVANAGARI,
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HANGUL);
  }

  private ParsedRows rows(String table) {
    return ParsedRows.of(data, table);
  }

  /** How many of the references each key has, without repetition. */
  private static Set<Long> counts(List<String> keys, List<String> references) {
    Map<String, Long> counted =
        references.stream().collect(groupingBy(Function.identity(), counting()));
    var counts = new HashSet<Long>();
    keys.forEach(key -> counts.add(counted.getOrDefault(key, 0L)));
    return counts;
  }

  private static List<String> pairs(ParsedRows rows) {
    var orders = rows.column("orderID");
    var products = rows.column("SKU");
    return IntStream.range(0, orders.size())
        .filter(row -> orders.get(row).isPresent() && products.get(row).isPresent())
        .mapToObj(row -> orders.get(row).orElseThrow() + " " + products.get(row).orElseThrow())
        .toList();
  }
}
