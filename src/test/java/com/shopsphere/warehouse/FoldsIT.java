package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One-to-many tables brought to the grain, beside the server's own grouping. */
class FoldsIT {

  private static final String[] SCHEMA = {
    "CREATE TABLE region (id INT PRIMARY KEY, name VARCHAR(9))",
    """
    CREATE TABLE office (id INT PRIMARY KEY, region INT, city VARCHAR(9),
      FOREIGN KEY (region) REFERENCES region (id))""",
    """
    CREATE TABLE customer (id INT PRIMARY KEY, name VARCHAR(9), region INT,
      FOREIGN KEY (region) REFERENCES region (id))""",
    """
    CREATE TABLE phone (customer INT, number VARCHAR(9), since DATE, PRIMARY KEY (customer, number),
      FOREIGN KEY (customer) REFERENCES customer (id))""",
    """
    CREATE TABLE purchase (id INT PRIMARY KEY, customer INT, day DATE,
      FOREIGN KEY (customer) REFERENCES customer (id))""",
    """
    CREATE TABLE line (purchase INT, position INT, quantity INT, price DECIMAL(8,2), weight DOUBLE,
      code BIGINT UNSIGNED, PRIMARY KEY (purchase, position),
      FOREIGN KEY (purchase) REFERENCES purchase (id))""",
    """
    CREATE TABLE remark (id INT PRIMARY KEY, purchase INT, position INT, text VARCHAR(9),
      FOREIGN KEY (purchase, position) REFERENCES line (purchase, position))""",
    "INSERT INTO region VALUES (1, 'north'), (2, 'south')",
    "INSERT INTO office VALUES (1, 1, 'Oslo'), (2, 1, 'Bergen'), (3, NULL, 'Rome')",
    "INSERT INTO customer VALUES (1, 'Ada', 1), (2, 'Bo', 2), (3, 'Cy', NULL)",
    """
    INSERT INTO phone VALUES (1, '30', '2024-01-01'), (1, '4', '2024-01-01'), (1, '5', NULL),
      (2, '9', NULL)""",
    """
    INSERT INTO purchase VALUES (1, 1, '2024-05-01'), (2, 1, '2024-05-01'), (3, 2, '2024-04-01'),
      (4, NULL, NULL), (5, 1, NULL), (6, 3, '2023-01-01')""",
    """
    INSERT INTO line VALUES (1, 2, 3, 0.10, 0.5, 18446744073709551615),
      (1, 1, 1, 19.99, 1.5, 18446744073709551615), (1, 3, NULL, 5.00, NULL, 1),
      (2, 1, -2, 7.35, 0.25, NULL), (3, 1, NULL, NULL, NULL, NULL), (5, 1, 3, 999999.99, 2, 7),
      (5, 2, 3, 0.01, 3, 7)""",
    "INSERT INTO remark VALUES (3, 1, 2, 'c'), (1, 1, 2, 'a'), (2, 1, 1, 'b'), (4, 5, NULL, 'd')",
  };

  @TempDir private Path directory;

  @Test
  void tablesNestInNestedTablesInTheOrderOfTheirKeys() throws SQLException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SCHEMA);

    run.publish(
        """
        grain = customer, folds { purchase = nest, line = nest, phone = nest, office = nest,
          remark { kind = aggregate, columns { remarks = "count(*)", last = "max(id)" } } }""");

    assertThat(
            run.difference(
                """
                SELECT id, p.id AS purchase, CAST(p.day AS VARCHAR) AS day, l.position, l.quantity,
                  l.price, l.remarks, l.last
                FROM (SELECT id, p, unnest(p.line) AS l
                  FROM (SELECT id, unnest(purchase) AS p FROM unified))""",
                """
                SELECT c.id, p.id AS purchase, CAST(p.day AS CHAR) AS day, l.position, l.quantity,
                  l.price, (SELECT COUNT(*) FROM remark r WHERE r.purchase = l.purchase
                    AND r.position = l.position) AS remarks,
                  (SELECT MAX(r.id) FROM remark r WHERE r.purchase = l.purchase
                    AND r.position = l.position) AS last
                FROM customer c JOIN purchase p ON p.customer = c.id
                JOIN line l ON l.purchase = p.id"""))
        .isEmpty();
    assertThat(
            run.difference(
                """
                SELECT id, array_to_string(list_transform(purchase, p -> concat(p.id, ':',
                  array_to_string(list_transform(p.line, l -> l.position), '+'))), ',') AS lines,
                  array_to_string(list_transform(phone, p -> p.number), ',') AS phones,
                  array_to_string(list_transform(region_office, o -> o.city), ',') AS offices
                FROM unified""",
                """
                SELECT c.id, (SELECT COALESCE(GROUP_CONCAT(CONCAT(p.id, ':', (SELECT
                    COALESCE(GROUP_CONCAT(l.position ORDER BY l.position SEPARATOR '+'), '')
                    FROM line l WHERE l.purchase = p.id)) ORDER BY p.id), '')
                  FROM purchase p WHERE p.customer = c.id) AS `lines`,
                  (SELECT COALESCE(GROUP_CONCAT(p.number ORDER BY p.number), '') FROM phone p
                    WHERE p.customer = c.id) AS phones,
                  (SELECT COALESCE(GROUP_CONCAT(o.city ORDER BY o.id), '') FROM office o
                    WHERE o.region = c.region) AS offices
                FROM customer c"""))
        .isEmpty();
  }

  @Test
  void picksAndFiguresAreThoseOfTheServerAtAnyDepth() throws SQLException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SCHEMA);

    run.publish(
        """
        grain = purchase, folds {
          phone { kind = pick, last-by = since }
          office { kind = pick, first-by = [city, id] }
          line { kind = aggregate, columns {
            lines = "count(*)", quantities = "count(quantity)", codes = "count(distinct code)",
            quantity = "sum(quantity)", price = "sum(price)", code = "sum(code)",
            cheapest = "min(price)", dearest = "max(price)", least_code = "min(code)",
            mean = "avg(price)", mean_quantity = "avg(quantity)", weight = "sum(weight)",
            spent = "sum(quantity * price)", dearest_line = "max(quantity * price)",
            odd = "avg(quantity * price)" } } }""");

    assertThat(
            run.difference(
                """
                SELECT id, lines, quantities, codes, quantity, price, code, cheapest, dearest,
                  least_code, mean, mean_quantity, weight, spent, dearest_line, odd
                FROM unified""",
                """
                SELECT p.id, COUNT(l.purchase) AS `lines`, COUNT(l.quantity) AS quantities,
                  COUNT(DISTINCT l.code) AS codes, SUM(l.quantity) AS quantity,
                  SUM(l.price) AS price, SUM(l.code) AS code, MIN(l.price) AS cheapest,
                  MAX(l.price) AS dearest, MIN(l.code) AS least_code, AVG(l.price) AS mean,
                  AVG(l.quantity) AS mean_quantity, SUM(l.weight) AS weight,
                  SUM(l.quantity * l.price) AS spent, MAX(l.quantity * l.price) AS dearest_line,
                  AVG(l.quantity * l.price) AS odd
                FROM purchase p LEFT JOIN line l ON l.purchase = p.id GROUP BY p.id"""))
        .isEmpty();
    assertThat(
            run.difference(
                """
                SELECT id, customer_name, phone_count, phone_number,
                  CAST(phone_since AS VARCHAR) AS since, office_count, office_city FROM unified""",
                """
                SELECT p.id, c.name AS customer_name,
                  (SELECT COUNT(*) FROM phone n WHERE n.customer = c.id) AS phone_count,
                  f.number AS phone_number, CAST(f.since AS CHAR) AS since,
                  (SELECT COUNT(*) FROM office o WHERE o.region = c.region) AS office_count,
                  o.city AS office_city
                FROM purchase p LEFT JOIN customer c ON c.id = p.customer
                LEFT JOIN (SELECT *, ROW_NUMBER() OVER (PARTITION BY customer
                  ORDER BY since DESC, number DESC) AS place FROM phone) f
                  ON f.customer = c.id AND f.place = 1
                LEFT JOIN (SELECT *, ROW_NUMBER() OVER (PARTITION BY region
                  ORDER BY city, id) AS place FROM office) o ON o.region = c.region AND o.place = 1"""))
        .isEmpty();
  }

  @Test
  void moreElementsThanAllowedStopTheRunAndTheOlderTableStays() throws SQLException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SCHEMA);
    run.publish("grain = purchase, max-elements = 3, folds { line = nest }");
    run.execute("INSERT INTO line VALUES (1, 4, 1, 1.00, 1, 1)");

    SchemaRun.Outcome outcome =
        run.run("grain = purchase, max-elements = 3, folds { line = nest }");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.message())
        .isEqualTo(
            "ERROR Cannot nest the table 'line' as line: 4 elements where purchase (id) is 1, more"
                + " than merge.max-elements = 3; pick, aggregate or leave it out (merge.folds).");
    assertThat(outcome.log()).noneMatch(line -> line.contains("publish"));
    assertThat(run.published("SELECT id, len(line) AS lines FROM unified WHERE id = 1"))
        .containsExactly("id=1 | lines=3");
  }
}
