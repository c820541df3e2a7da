package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.extract.SplitSample.Form;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/** Each row is in one split, whatever the key, and whatever comes in while the table is read. */
class SplitPropertyIT {

  private static final String SEED = "20261123";
  private static final int TRIES = 25;

  @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void splitsHoldEachRowOfMySqlOnce(@ForAll("onMySql") SplitSample sample) throws Exception {
    assertThatSplitsHoldEachRowOnce(Servers.mysql(), sample);
  }

  @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void splitsHoldEachRowOfMariaDbOnce(@ForAll("onMariaDb") SplitSample sample) throws Exception {
    assertThatSplitsHoldEachRowOnce(Servers.mariadb(), sample);
  }

  @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void splitsHoldEachRowOfOlderMariaDbOnce(@ForAll("onMariaDb") SplitSample sample)
      throws Exception {
    assertThatSplitsHoldEachRowOnce(Servers.olderMariadb(), sample);
  }

  @Provide
  Arbitrary<SplitSample> onMySql() {
    return samples("MySQL");
  }

  @Provide
  Arbitrary<SplitSample> onMariaDb() {
    return samples("MariaDB");
  }

  private static Arbitrary<SplitSample> samples(String product) {
    return Combinators.combine(
            Arbitraries.of(KeyKind.on(product)).list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.of(Form.class),
            uniform(0, 60),
            uniform(1, 12),
            Arbitraries.longs())
        .as(SplitSample::new);
  }

  private static Arbitrary<Integer> uniform(int least, int most) {
    return Arbitraries.integers()
        .between(least, most)
        .withDistribution(RandomDistribution.uniform());
  }

  private static void assertThatSplitsHoldEachRowOnce(EmbeddedServer server, SplitSample sample)
      throws SQLException, InterruptedException {
    try (CutTable table = CutTable.create(server, sample)) {
      TableSplits quiet = table.cut();
      assertThat(quiet.rows()).isEqualTo(table.rows().size());
      assertThat(table.read(quiet)).containsExactlyInAnyOrderElementsOf(table.rows());

      List<Integer> before = table.rows();
      Thread writer = table.startWriter();
      TableSplits splits = table.cut();
      List<Integer> read = table.read(splits);
      writer.join();

      assertThat(read).doesNotHaveDuplicates();
      List<Integer> known = new ArrayList<>(read);
      known.removeIf(row -> row >= SplitSample.LATER);
      assertThat(known).containsExactlyInAnyOrderElementsOf(before);
      assertThat(table.ranks(splits, read)).isSorted();
    }
  }
}
