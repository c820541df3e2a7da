package com.shopsphere.warehouse.extract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.IsNull;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.jspecify.annotations.Nullable;

/**
 * Filters that MySQL is certain to answer as Spark does: whether there is a value, and how exact
 * numbers and dates compare. Texts are never among them, for a collation compares otherwise than
 * Spark.
 */
final class FilterSql {

  /** More values make a statement that takes longer to read than the rows would. */
  private static final int MOST_VALUES = 1000;

  /** Spark hands on dates as java.sql.Date, whose calendar is another one long before this. */
  private static final int FIRST_YEAR = 1900;

  private static final int LAST_YEAR = 9999;

  private final Map<String, ScanColumn> columns = new HashMap<>();

  FilterSql(List<ScanColumn> columns) {
    columns.forEach(column -> this.columns.put(attribute(column.name()), column));
  }

  /** A name as it stands in a filter. */
  private static String attribute(String name) {
    return name.matches("\\w+") ? name : "`" + name.replace("`", "``") + "`";
  }

  /** The filter as a condition; empty if MySQL might answer otherwise. */
  Optional<String> of(Filter filter) {
    if (filter instanceof IsNull one) {
      // MySQL takes a zero date for NULL in a column that does not admit NULL.
      return column(one.attribute())
          .filter(column -> column.nullAsStored() && column.nullable())
          .map(column -> column.source() + " IS NULL");
    }
    if (filter instanceof IsNotNull one) {
      return column(one.attribute())
          .filter(ScanColumn::nullAsStored)
          .map(column -> column.source() + " IS NOT NULL");
    }
    if (filter instanceof In one) {
      return in(one);
    }
    return comparison(filter);
  }

  private Optional<ScanColumn> column(String attribute) {
    return Optional.ofNullable(columns.get(attribute));
  }

  private Optional<String> comparison(Filter filter) {
    if (filter instanceof EqualTo one) {
      return compared(one.attribute(), "=", one.value());
    }
    if (filter instanceof LessThan one) {
      return compared(one.attribute(), "<", one.value());
    }
    if (filter instanceof LessThanOrEqual one) {
      return compared(one.attribute(), "<=", one.value());
    }
    if (filter instanceof GreaterThan one) {
      return compared(one.attribute(), ">", one.value());
    }
    if (filter instanceof GreaterThanOrEqual one) {
      return compared(one.attribute(), ">=", one.value());
    }
    return Optional.empty();
  }

  private Optional<String> compared(String attribute, String operator, Object value) {
    return column(attribute)
        .filter(ScanColumn::comparable)
        .flatMap(
            column ->
                literal(value).map(text -> "%s %s %s".formatted(column.source(), operator, text)));
  }

  /** A NULL among the values makes no row one of the selected. */
  private Optional<String> in(In filter) {
    List<Optional<String>> literals =
        Arrays.stream(filter.values()).filter(Objects::nonNull).map(FilterSql::literal).toList();
    if (literals.isEmpty()
        || literals.size() > MOST_VALUES
        || literals.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    String values =
        literals.stream().flatMap(Optional::stream).collect(Collectors.joining(", ", "(", ")"));
    return column(filter.attribute())
        .filter(ScanColumn::comparable)
        .map(column -> column.source() + " IN " + values);
  }

  private static Optional<String> literal(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return Optional.of(value.toString());
    }
    if (value instanceof BigDecimal decimal) {
      return Optional.of(decimal.toPlainString());
    }
    if (value instanceof java.sql.Date date) {
      return date(date.toLocalDate());
    }
    return value instanceof LocalDate date ? date(date) : Optional.empty();
  }

  private static Optional<String> date(LocalDate date) {
    boolean certain = date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
    return certain ? Optional.of("DATE '%s'".formatted(date)) : Optional.empty();
  }
}
