package com.shopsphere.warehouse.merge;

import static com.shopsphere.warehouse.config.AggregateExpression.Function.AVG;
import static com.shopsphere.warehouse.config.AggregateExpression.Function.COUNT;
import static com.shopsphere.warehouse.config.AggregateExpression.Function.COUNT_DISTINCT;
import static com.shopsphere.warehouse.config.AggregateExpression.Function.SUM;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;

import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.AggregateExpression;
import com.shopsphere.warehouse.config.AggregateExpression.Function;
import com.shopsphere.warehouse.config.Product;
import com.shopsphere.warehouse.extract.TypeMapping;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.Products;
import com.shopsphere.warehouse.plan.Products.Digits;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** The figures that rows can be aggregated to; exact as long as the columns are. */
final class AggregateFunctions {

  /** Digits that a sum may have more than its summands: those of ten billion rows. */
  private static final int SUM_DIGITS = 10;

  /** Whole numbers up to this many digits add up in a LONG, whatever the number of rows. */
  private static final int LONG_SAFE_DIGITS = 10;

  /** Digits of an average behind those of the values, as in MySQL. */
  private static final int AVERAGE_DIGITS = 4;

  private AggregateFunctions() {}

  /** The figure over rows of a node. */
  static Column of(Dataset<Row> rows, Node node, AggregateExpression expression) {
    Column value =
        expression.term().map(term -> term(rows, node, term, expression.function())).orElse(lit(1));
    return switch (expression.function()) {
      case COUNT -> count(value);
      case COUNT_DISTINCT -> count_distinct(value);
      case SUM -> total(value, sumType(node.table(), expression), node, expression);
      case MIN -> min(value);
      case MAX -> max(value);
      case AVG -> avg(value);
    };
  }

  /** Whether the figure is a number of rows or values: 0 where there is none, never NULL. */
  static boolean counts(AggregateExpression expression) {
    return expression.function() == COUNT || expression.function() == COUNT_DISTINCT;
  }

  /** Type of the figure. */
  static DataType type(Table table, AggregateExpression expression, TypeMapping types) {
    return switch (expression.function()) {
      case COUNT, COUNT_DISTINCT -> LongType;
      case MIN, MAX -> term(table, expression.term().orElseThrow(), types);
      case SUM -> sumType(table, expression);
      case AVG ->
          Products.digits(table, expression.term().orElseThrow())
              .map(
                  digits ->
                      decimal(digits.precision() + AVERAGE_DIGITS, digits.scale() + AVERAGE_DIGITS))
              .orElse(DoubleType);
    };
  }

  private static DataType sumType(Table table, AggregateExpression expression) {
    return Products.digits(table, expression.term().orElseThrow())
        .map(AggregateFunctions::sumType)
        .orElse(DoubleType);
  }

  private static DataType sumType(Digits digits) {
    return digits.scale() == 0 && digits.precision() <= LONG_SAFE_DIGITS
        ? LongType
        : decimal(digits.precision() + SUM_DIGITS, digits.scale());
  }

  private static DataType decimal(int precision, int scale) {
    int most = Products.MAXIMAL_PRECISION;
    return createDecimalType(Math.min(most, precision), Math.min(most, scale));
  }

  private static DataType term(Table table, Product product, TypeMapping types) {
    if (product.columns().size() == 1) {
      return types.sparkType(table.name(), table.column(product.columns().get(0)));
    }
    return Products.digits(table, product)
        .<DataType>map(digits -> createDecimalType(digits.precision(), digits.scale()))
        .orElse(DoubleType);
  }

  /** A single column is only calculated with if need be. */
  private static Column term(Dataset<Row> rows, Node node, Product term, Function function) {
    boolean asItIs = term.columns().size() == 1 && function != SUM && function != AVG;
    return asItIs
        ? FrameNames.source(rows, node, term.columns().get(0))
        : product(rows, node, term);
  }

  /** A product with the digits to hold it; in double precision if a factor is approximate. */
  static Column product(Dataset<Row> rows, Node node, Product product) {
    Optional<Digits> digits = Products.digits(node.table(), product);
    Column value = lit(1);
    for (int i = 0; i < product.columns().size(); i++) {
      String name = product.columns().get(i);
      Column factor = FrameNames.source(rows, node, name);
      Column exact =
          Products.digits(node.table(), new Product(List.of(name)))
              .map(one -> factor.cast(createDecimalType(one.precision(), one.scale())))
              .orElse(factor.cast(DoubleType));
      value = i == 0 ? exact : value.multiply(exact);
    }
    Column result = value;
    return digits
        .map(found -> result.cast(createDecimalType(found.precision(), found.scale())))
        .orElse(result);
  }

  /** Spark's sum of decimals turns to NULL when it overflows; that must not pass for "no value". */
  private static Column total(
      Column value, DataType type, Node node, AggregateExpression expression) {
    Column sum = sum(value).cast(type);
    String message =
        "Cannot sum %s of table '%s': more digits than %s holds, for "
            .formatted(expression, node.table().name(), type.sql());
    return when(
            sum.isNull().and(count(value).gt(0)),
            raise_error(concat(lit(message), count(value), lit(" rows."))).cast(type))
        .otherwise(sum);
  }
}
