package com.shopsphere.warehouse.property;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/** All draws. */
final class Draws {

  private static final int MOST_TABLES = 7;
  private static final int MOST_ROWS = 30;

  private Draws() {}

  static Arbitrary<Draw> any() {
    return Combinators.combine(
            table().list().ofMinSize(1).ofMaxSize(MOST_TABLES),
            link().list().ofMaxSize(2),
            settings())
        .as(Draw::new);
  }

  private static Arbitrary<Draw.OfTable> table() {
    return Combinators.combine(
            link(),
            number(Kind.OF_KEYS.size()).list().ofMinSize(1).ofMaxSize(2),
            number(Kind.OF_PAYLOADS.size()).list().ofMinSize(1).ofMaxSize(3),
            number(8),
            number(8),
            number(8).list().ofMaxSize(1),
            rows())
        .as(Draw.OfTable::new);
  }

  private static Arbitrary<java.util.List<Long>> rows() {
    return Arbitraries.longs()
        .between(0, (1L << 60) - 1)
        .withDistribution(RandomDistribution.uniform())
        .list()
        .ofMaxSize(MOST_ROWS)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Draw.OfLink> link() {
    return Combinators.combine(
            Arbitraries.of(Link.Form.class),
            number(MOST_TABLES),
            number(MOST_TABLES),
            Arbitraries.of(false, true),
            number(4))
        .as(Draw.OfLink::new);
  }

  private static Arbitrary<Draw.Settings> settings() {
    return Combinators.combine(
            number(4),
            number(3),
            Arbitraries.of(false, true),
            Arbitraries.of(false, true),
            number(3))
        .as(Draw.Settings::new);
  }

  private static Arbitrary<Integer> number(int below) {
    return Arbitraries.integers()
        .between(0, below - 1)
        .withDistribution(RandomDistribution.uniform());
  }
}
