package com.shopsphere.warehouse.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;

/** Takes from Spark which columns it needs, and the filters that MySQL can do in its place. */
final class TableScanBuilder implements SupportsPushDownFilters, SupportsPushDownRequiredColumns {

  private final TableRead read;
  private final List<Filter> pushed = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();
  private List<ScanColumn> columns;

  TableScanBuilder(TableRead read) {
    this.read = read;
    this.columns = read.columns();
  }

  @Override
  public Filter[] pushFilters(Filter[] filters) {
    FilterSql sql = new FilterSql(read.columns());
    List<Filter> left = new ArrayList<>();
    for (Filter filter : filters) {
      Optional<String> condition = sql.of(filter);
      condition.ifPresentOrElse(conditions::add, () -> left.add(filter));
      if (condition.isPresent()) {
        pushed.add(filter);
      }
    }
    return left.toArray(Filter[]::new);
  }

  @Override
  public Filter[] pushedFilters() {
    return pushed.toArray(Filter[]::new);
  }

  @Override
  public void pruneColumns(StructType required) {
    Set<String> names = new HashSet<>(Arrays.asList(required.fieldNames()));
    columns = read.columns().stream().filter(column -> names.contains(column.name())).toList();
  }

  @Override
  public Scan build() {
    return new TableScan(read, columns, conditions);
  }
}
