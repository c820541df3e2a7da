package com.shopsphere.warehouse.property;

import com.shopsphere.warehouse.property.Link.Form;
import java.util.ArrayList;
import java.util.List;

/** A link in one of its directions. */
record Way(Link link, boolean forward) {

  /** All ways out of a table. A configured link leads one way only. */
  static List<Way> from(Schema schema, String table) {
    List<Way> ways = new ArrayList<>();
    for (Link link : schema.links()) {
      if (link.from().equals(table)) {
        ways.add(new Way(link, true));
      }
      if (link.declared() && link.to().equals(table)) {
        ways.add(new Way(link, false));
      }
    }
    return ways;
  }

  String to() {
    return forward ? link.to() : link.from();
  }

  List<String> fromColumns() {
    return forward ? link.fromColumns() : link.toColumns();
  }

  List<String> toColumns() {
    return forward ? link.toColumns() : link.fromColumns();
  }

  /** Whether it leads to one row at most. */
  boolean toOne() {
    return forward ? link.form() != Form.CLAIMED_MANY : link.unique();
  }

  boolean isReverseOf(Way other) {
    return link.declared() && link.equals(other.link) && forward != other.forward;
  }

  boolean toBridge() {
    return !forward && link.form() == Form.BRIDGE;
  }

  boolean acrossBridge() {
    return forward && link.form() == Form.BRIDGE;
  }

  boolean toItself() {
    return link.from().equals(link.to());
  }

  String equal(String parent, String child) {
    return forward ? Schema.equal(link, parent, child) : Schema.equal(link, child, parent);
  }
}
