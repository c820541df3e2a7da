package com.shopsphere.warehouse.marts;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The marts of what the job published, beside the sums that the source itself answers. The property
 * {@code marts.scale} sets the thousands of order lines.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class MartsIT {

  private static BuiltMarts fifteen;
  private static BuiltMarts thirteen;

  /** The second is filled and published while the first is built. */
  @BeforeAll
  static void begin() throws Exception {
    fifteen = BuiltMarts.fifteenTables();
    thirteen = BuiltMarts.thirteenTables();
  }

  @ParameterizedTest
  @EnumSource
  void bothMartsBuildTwiceAndEveryFactAddsUpToTheSource(Shape shape) throws Exception {
    BuiltMarts built = shape == Shape.FIFTEEN_TABLES ? fifteen : thirteen;

    Outcome outcome = built.secondBuild();

    assertAddedUpToTheSource(built.shop());
    Figures source = Figures.ofSource(built.shop().shop());
    assertThat(outcome.output())
        .contains(
            "fct_order_line %22d %12s %18s"
                .formatted(source.lines(), source.units(), source.revenue()));
  }

  private static void assertAddedUpToTheSource(MartShop shop) throws SQLException {
    Figures source = Figures.ofSource(shop.shop());
    assertThat(Figures.ofFacts(shop.marts()))
        .hasSize(4)
        .allSatisfy((fact, figures) -> assertThat(figures).as(fact).isEqualTo(source));
  }

  @Test
  void aDatabaseOfThirteenTablesHasTheUnknownRegionAndNoCategory() throws Exception {
    Marts marts = thirteen.ready().marts();

    assertThat(marts.rows("SELECT region_id, region_name FROM dim_region"))
        .containsExactly("region_id=NULL | region_name='Unknown'");
    assertThat(marts.rows("SELECT DISTINCT category_id, top_category_name FROM dim_product"))
        .containsExactly("category_id=NULL | top_category_name='Unknown'");
    assertThat(marts.rows("SELECT DISTINCT is_list_price FROM fct_order_line"))
        .containsExactly("is_list_price=true");
  }

  @Test
  void aSourceWithoutALineBuilds(@TempDir Path directory) throws Exception {
    MartShop shop = MartShop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, directory);
    shop.shop().execute("DELETE FROM order_item");

    shop.publish().build();

    assertThat(Figures.ofSource(shop.shop()).lines()).isZero();
    assertAddedUpToTheSource(shop);
    assertThat(shop.marts().rows("SELECT customer_id FROM dim_customer"))
        .containsExactly("customer_id=NULL");
  }
}
