package com.shopsphere.warehouse.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few questions to the published table, answered by DuckDB: a reader that knows nothing of Spark.
 */
final class FirstLook {

  private record Question(String title, String sql) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "How much is in it",
              """
              SELECT count(*) AS order_lines, count(DISTINCT order_id) AS orders,
                count(DISTINCT sku) AS products_sold, sum(quantity) AS units
              FROM order_line"""),
          new Question(
              "Units by top category",
              """
              SELECT coalesce(parent_category_name, category_name, '(none)') AS category,
                count(*) AS order_lines, sum(quantity) AS units
              FROM order_line GROUP BY 1 ORDER BY 3 DESC LIMIT 6"""),
          new Question(
              "Revenue by region, each in its own currency",
              """
              SELECT region_name, region_currency AS currency, count(*) AS order_lines,
                sum(quantity * unit_price) AS revenue
              FROM order_line GROUP BY ALL ORDER BY 3 DESC LIMIT 8"""),
          new Question(
              "Lines with many things around them: none of these multiplies a line",
              """
              SELECT customer_first AS customer, product_name, len(customer_phone_number) AS phones,
                len(customer_address) AS addresses, len(shipment_carrier) AS carriers,
                len(review) AS reviews
              FROM order_line ORDER BY phones * addresses * carriers * reviews DESC, order_id, sku LIMIT 5"""));

  private FirstLook() {}

  /**
   * Prints the answers as tables.
   *
   * @param parquet the published file, of the fifteen-table shape
   */
  static void print(Path parquet, PrintStream out) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "CREATE VIEW order_line AS SELECT * FROM read_parquet('%s')"
              .formatted(parquet.toString().replace("'", "''")));
      for (Question question : QUESTIONS) {
        out.printf("%n%s%n", question.title());
        try (ResultSet rows = statement.executeQuery(question.sql())) {
          print(rows, out);
        }
      }
    }
  }

  private static void print(ResultSet rows, PrintStream out) throws SQLException {
    List<List<String>> cells = new ArrayList<>();
    ResultSetMetaData columns = rows.getMetaData();
    List<String> header = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      header.add(columns.getColumnLabel(i));
    }
    cells.add(header);
    while (rows.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= header.size(); i++) {
        row.add(text(rows.getObject(i)));
      }
      cells.add(row);
    }
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = cells.stream().mapToInt(one -> one.get(column).length()).max().orElse(0);
        line.append("  ").append(row.get(i)).append(" ".repeat(width - row.get(i).length()));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }
}
