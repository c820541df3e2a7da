package com.shopsphere.warehouse.property;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.Servers;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The job gives the rows that the server gives, on random schemas whose joins are known.
 *
 * <p>{@code -Djqwik.tries.default} sets the number of schemas, {@code -Dmerge.property.seed} the
 * first of them; the next has the next seed, so that one alone can be run again.
 */
class MergePropertyIT {

  private static final String SEED = "merge.property.seed";

  /** The same schemas in every build, so that a failure is of the change and not of chance. */
  private static final long DEFAULT_SEED = 20_261_123;

  private static final int SIZE = 1000;

  private static @Nullable SparkSession spark;

  /** A schema and the seed that it came of. */
  record Sample(long seed, Draw draw) {

    Expectation expectation() {
      return Expectation.of(SchemaBuilder.build(draw));
    }

    /** What is needed to run it by hand. */
    @Override
    public String toString() {
      Expectation expected = expectation();
      return "-D%s=%d -Djqwik.tries.default=1 begins with this, or with what it was shrunk from%n%s%n%s;%n%s;%n%s%n"
          .formatted(
              SEED,
              seed,
              expected.root(),
              String.join(";\n", expected.schema().statements()),
              String.join(";\n", expected.schema().cleaning()),
              expected.configuration());
    }
  }

  @BeforeContainer
  static void startSpark() {
    spark = SparkSession.builder().appName("shopsphere-warehouse-properties").getOrCreate();
  }

  /** The runs of other tests start sessions of their own. */
  @AfterContainer
  static void stopSpark() {
    session().close();
  }

  private static SparkSession session() {
    SparkSession started = spark;
    if (started == null) {
      throw new IllegalStateException("Cannot run: Spark is not started");
    }
    return started;
  }

  @Provide
  Arbitrary<Sample> samples() {
    RandomGenerator<Draw> draws = Draws.any().generator(SIZE, false);
    AtomicLong next = new AtomicLong(Long.getLong(SEED, DEFAULT_SEED));
    return Arbitraries.fromGenerator(
        ignored -> {
          long seed = next.getAndIncrement();
          return draws.next(new Random(seed)).map(draw -> new Sample(seed, draw));
        });
  }

  @Property(shrinking = ShrinkingMode.BOUNDED)
  void theJobGivesTheRowsThatTheServerGives(@ForAll("samples") Sample sample) throws SQLException {
    Expectation expected = sample.expectation();
    try (RandomRun run = new RandomRun(Servers.mysql(), session(), expected.schema())) {
      assertThat(run.difference(expected)).isEmpty();
    }
  }
}
