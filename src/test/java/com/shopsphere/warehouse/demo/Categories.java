package com.shopsphere.warehouse.demo;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What Shopsphere sells: four departments, each with sub-categories, each with things. */
final class Categories {
  /**
   * A sub-category.
   *
   * @param id ten times its department's id, plus 1 to 9
   * @param things what products in it are, each of at most 25 characters
   */
  record Category(int id, int departmentId, String name, List<String> things) {}

  static final List<String> DEPARTMENTS =
      List.of("Electronics", "Fashion", "Home & Kitchen", "Health & Beauty");

  static final List<Category> ALL =
      Stream.of(
              department(
                  1,
                  "Phones: Smartphone, Flip Phone, Phone Case, Charger",
                  "Computers: Laptop, Tablet, Keyboard, Mouse, Monitor",
                  "Audio: Headphones, Earbuds, Loudspeaker, Record Player",
                  "Cameras: Camera, Tripod, Lens, Action Camera",
                  "Wearables: Smartwatch, Fitness Band"),
              department(
                  2,
                  "Women's Clothing: Dress, Blouse, Skirt, Cardigan",
                  "Men's Clothing: Shirt, Trousers, Blazer, Pullover",
                  "Shoes: Sneakers, Boots, Sandals, Loafers",
                  "Bags: Backpack, Handbag, Wallet",
                  "Jewellery & Watches: Necklace, Ring, Wristwatch"),
              department(
                  3,
                  "Cookware: Saucepan, Wok, Casserole, Crêpe Pan",
                  "Kitchen Appliances: Kettle, Toaster, Blender, Rice Cooker",
                  "Furniture: Chair, Table, Bookcase, Sofa",
                  "Bedding: Duvet, Pillow, Bed Sheet",
                  "Décor: Vase, Picture Frame, Candle, Lamp"),
              department(
                  4,
                  "Skin Care: Day Cream, Sun Lotion, Serum",
                  "Hair Care: Shampoo, Hair Dryer, Comb",
                  "Make-up: Lipstick, Mascara, Nail Varnish",
                  "Fragrance: Eau de Toilette, Aftershave",
                  "Wellness: Yoga Mat, Massage Ball, Bath Salt"))
          .flatMap(List::stream)
          .toList();

  private Categories() {}

  /** The rows of the table of categories: the departments first, for the others refer to them. */
  static TableRows table() {
    return new TableRows(
        "category",
        List.of("categoryID", "parent_categoryID", "category_name"),
        DEPARTMENTS.size() + ALL.size(),
        (index, rows) -> write((int) index, rows));
  }

  private static void write(int index, RowBuffer rows) {
    if (index < DEPARTMENTS.size()) {
      rows.number(index + 1).nothing().text(DEPARTMENTS.get(index)).endRow();
      return;
    }
    var category = ALL.get(index - DEPARTMENTS.size());
    rows.number(category.id()).number(category.departmentId()).text(category.name()).endRow();
  }

  private static List<Category> department(int id, String... lines) {
    return IntStream.range(0, lines.length)
        .mapToObj(index -> category(id, id * 10 + index + 1, lines[index]))
        .toList();
  }

  private static Category category(int departmentId, int id, String line) {
    int colon = line.indexOf(": ");
    var things = List.of(line.substring(colon + 2).split(", ", -1));
    return new Category(id, departmentId, line.substring(0, colon), things);
  }
}
