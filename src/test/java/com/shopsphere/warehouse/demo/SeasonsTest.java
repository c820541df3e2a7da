package com.shopsphere.warehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeasonsTest {
  private final Seasons seasons = new Seasons();

  @Test
  void ordersComeInFromTheFirstInstantOf2023ToTheLastOf2025() {
    assertThat(at(0)).isEqualTo(Instant.parse("2023-01-01T00:00:00Z"));
    assertThat(at(Math.nextDown(1.0)))
        .isBetween(
            Instant.parse("2025-12-31T23:59:59Z"), Instant.parse("2025-12-31T23:59:59.999Z"));
  }

  @Test
  void instantsAscendWithTheShare() {
    assertThat(IntStream.range(0, 10_000).mapToObj(i -> at(i / 10_000.0))).isSorted();
  }

  @Test
  void novemberAndDecemberHaveMoreThanAQuarterOfTheOrders() {
    long busy =
        IntStream.range(0, 10_000)
            .mapToObj(i -> at(i / 10_000.0).toString())
            .filter(instant -> instant.matches("\\d{4}-1[12].*"))
            .count();

    assertThat(busy).isBetween(2_500L, 4_000L);
  }

  @Test
  void steadyRowsAscendAndStayBeforeTheEnd() {
    assertThat(IntStream.range(0, 1000).mapToObj(index -> Seasons.steadyEpochMilli(index, 1000)))
        .isSorted()
        .allMatch(milli -> Instant.ofEpochMilli(milli).toString().compareTo("2026") < 0);
  }

  private Instant at(double share) {
    return Instant.ofEpochMilli(seasons.epochMilli(share));
  }
}
