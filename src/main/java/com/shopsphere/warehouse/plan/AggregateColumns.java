package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.config.AggregateExpression.Function.AVG;
import static com.shopsphere.warehouse.config.AggregateExpression.Function.SUM;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.AggregateExpression;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.Product;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.ArrayList;
import java.util.List;

/** The figures of an aggregated table, checked against its columns. */
final class AggregateColumns {

  private AggregateColumns() {}

  /**
   * @throws PlanException if an expression names a column that is not there, or sums what is not a
   *     number
   */
  static List<AggregateColumn> of(Draft node, FoldConfig.Aggregate aggregate, ColumnNaming scope) {
    Table table = node.table();
    String setting = node.arrival().orElseThrow().setting();
    List<AggregateColumn> columns = new ArrayList<>();
    aggregate
        .columns()
        .forEach(
            (name, expression) -> {
              expression.term().ifPresent(term -> require(table, expression, term, setting));
              String owner = "%s of %s".formatted(expression, table.name());
              columns.add(
                  new AggregateColumn(
                      scope.claim(owner, ColumnNaming.asInSource(name)), expression));
            });
    return columns;
  }

  private static void require(
      Table table, AggregateExpression expression, Product term, String setting) {
    requireNumbers(table, expression, term, setting);
    requireDigits(table, expression, term, setting);
  }

  /** A product of exact numbers stays exact, or is refused. */
  private static void requireDigits(
      Table table, AggregateExpression expression, Product term, String setting) {
    boolean approximate =
        term.columns().stream().map(table::column).anyMatch(Column::approximateNumber);
    if (term.columns().size() > 1 && !approximate && Products.digits(table, term).isEmpty()) {
      throw new PlanException(
          "Cannot calculate %s of table '%s' (%s): expected a product of at most %d digits, found one that may have more."
              .formatted(expression, table.name(), setting, Products.MAXIMAL_PRECISION));
    }
  }

  private static void requireNumbers(
      Table table, AggregateExpression expression, Product term, String setting) {
    boolean arithmetic =
        term.columns().size() > 1 || expression.function() == SUM || expression.function() == AVG;
    for (String name : term.columns()) {
      Column column = Tables.column(table, "%s, %s".formatted(setting, expression), name);
      if (arithmetic && !column.exactNumber() && !column.approximateNumber()) {
        throw new PlanException(
            "Cannot calculate %s of table '%s' (%s): expected numbers, found %s %s."
                .formatted(expression, table.name(), setting, column.name(), column.columnType()));
      }
    }
  }
}
