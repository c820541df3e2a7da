package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases that the job was not made for: the shapes of well-known samples, with data of our own.
 */
class SampleSchemasIT {

  private static final String NUMBERS =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)";

  @TempDir private Path directory;

  private static String generated(String table, int rows, String values) {
    return "INSERT INTO %s %s SELECT %s FROM n".formatted(table, NUMBERS.formatted(rows), values);
  }

  /** The tree of the published table, without the spaces that align it. */
  private static List<String> tree(SchemaRun run) throws IOException {
    List<String> lines = new ArrayList<>();
    for (JsonNode line : new ObjectMapper().readTree(run.manifest()).get("tree")) {
      lines.add(line.asText().replaceFirst("^([│├└─* ]*\\S+) +", "$1  "));
    }
    return lines;
  }

  @Test
  void employeesWithTheirDepartmentsTitlesAndSalaries() throws SQLException, IOException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            """
            CREATE TABLE employees (emp_no INT NOT NULL, birth_date DATE NOT NULL,
              first_name VARCHAR(14) NOT NULL, last_name VARCHAR(16) NOT NULL,
              gender ENUM ('M','F') NOT NULL, hire_date DATE NOT NULL, PRIMARY KEY (emp_no))""",
            """
            CREATE TABLE departments (dept_no CHAR(4) NOT NULL, dept_name VARCHAR(40) NOT NULL,
              PRIMARY KEY (dept_no), UNIQUE KEY (dept_name))""",
            """
            CREATE TABLE dept_manager (emp_no INT NOT NULL, dept_no CHAR(4) NOT NULL,
              from_date DATE NOT NULL, to_date DATE NOT NULL, PRIMARY KEY (emp_no, dept_no),
              FOREIGN KEY (emp_no) REFERENCES employees (emp_no) ON DELETE CASCADE,
              FOREIGN KEY (dept_no) REFERENCES departments (dept_no) ON DELETE CASCADE)""",
            """
            CREATE TABLE dept_emp (emp_no INT NOT NULL, dept_no CHAR(4) NOT NULL,
              from_date DATE NOT NULL, to_date DATE NOT NULL, PRIMARY KEY (emp_no, dept_no),
              FOREIGN KEY (emp_no) REFERENCES employees (emp_no) ON DELETE CASCADE,
              FOREIGN KEY (dept_no) REFERENCES departments (dept_no) ON DELETE CASCADE)""",
            """
            CREATE TABLE titles (emp_no INT NOT NULL, title VARCHAR(50) NOT NULL,
              from_date DATE NOT NULL, to_date DATE, PRIMARY KEY (emp_no, title, from_date),
              FOREIGN KEY (emp_no) REFERENCES employees (emp_no) ON DELETE CASCADE)""",
            """
            CREATE TABLE salaries (emp_no INT NOT NULL, salary INT NOT NULL, from_date DATE NOT NULL,
              to_date DATE NOT NULL, PRIMARY KEY (emp_no, from_date),
              FOREIGN KEY (emp_no) REFERENCES employees (emp_no) ON DELETE CASCADE)""",
            """
            CREATE VIEW dept_emp_latest_date AS SELECT emp_no, MAX(from_date) AS from_date,
              MAX(to_date) AS to_date FROM dept_emp GROUP BY emp_no""",
            """
            CREATE VIEW current_dept_emp AS SELECT l.emp_no, dept_no, l.from_date, l.to_date
            FROM dept_emp d JOIN dept_emp_latest_date l
              ON d.emp_no = l.emp_no AND d.from_date = l.from_date AND l.to_date = d.to_date""",
            generated(
                "employees",
                300,
                """
                10000 + i, DATE '1950-01-01' + INTERVAL i * 17 DAY, CONCAT('First', i % 41),
                CONCAT('Last', i % 67), IF(i % 3 = 0, 'F', 'M'), DATE '1985-01-01' + INTERVAL i DAY"""),
            generated("departments", 9, "CONCAT('d', LPAD(i, 3, '0')), CONCAT('Department ', i)"),
            generated(
                "dept_emp",
                280,
                """
                10000 + i, CONCAT('d', LPAD(1 + i % 9, 3, '0')), DATE '1990-01-01', '9999-01-01'"""),
            """
            INSERT INTO dept_emp SELECT emp_no, 'd009', '1986-01-01', '1990-01-01' FROM employees
            WHERE emp_no % 5 = 0 AND emp_no % 9 <> 8 AND NOT EXISTS (SELECT 1 FROM dept_emp d
              WHERE d.emp_no = employees.emp_no AND d.dept_no = 'd009')""",
            generated(
                "dept_manager",
                12,
                "10000 + i, CONCAT('d', LPAD(1 + i % 9, 3, '0')), '1991-01-01', '9999-01-01'"),
            """
            INSERT INTO titles SELECT emp_no, 'Engineer', hire_date, NULL FROM employees
            UNION ALL SELECT emp_no, 'Senior Engineer', hire_date + INTERVAL 5 YEAR, '9999-01-01'
            FROM employees WHERE emp_no % 4 = 0""",
            """
            INSERT INTO salaries SELECT emp_no, 40000 + emp_no %% 7 * 1000 + n.i * 500,
              hire_date + INTERVAL n.i YEAR, hire_date + INTERVAL n.i + 1 YEAR
            FROM employees JOIN (%s SELECT i FROM n) n WHERE emp_no %% 10 >= n.i"""
                .formatted(NUMBERS.formatted(4)));

    run.publish(
        """
        grain = employees, folds { titles { kind = pick, last-by = from_date },
          salaries { kind = aggregate, columns { raises = "count(*)", highest = "max(salary)",
            paid = "sum(salary)", mean = "avg(salary)" } } }""");

    assertThat(tree(run))
        .containsExactly(
            "employees  grain: emp_no",
            "├─* dept_emp  1:n  on emp_no (no key), nested as dept_emp",
            "│  └─ departments  n:1  on dept_no (PRIMARY)",
            "├─* dept_manager  1:n  on emp_no (no key), nested as dept_manager",
            "│  └─ dept_manager_departments  n:1  on dept_no (PRIMARY)",
            "├─* salaries  1:n  on emp_no (no key), aggregated",
            "└─* titles  1:n  on emp_no (no key), last by from_date");
    assertThat(run.published("SELECT count(*) AS n FROM unified")).containsExactly("n=300");
    assertThat(
            run.difference(
                """
                SELECT emp_no, first_name, gender, CAST(hire_date AS VARCHAR) AS hire_date,
                  titles_count, titles_title, CAST(titles_to_date AS VARCHAR) AS title_until,
                  raises, highest, paid, mean FROM unified""",
                """
                SELECT e.emp_no, e.first_name, e.gender, CAST(e.hire_date AS CHAR) AS hire_date,
                  (SELECT COUNT(*) FROM titles t WHERE t.emp_no = e.emp_no) AS titles_count,
                  t.title AS titles_title, CAST(t.to_date AS CHAR) AS title_until,
                  s.raises, s.highest, s.paid, s.mean
                FROM employees e
                LEFT JOIN titles t ON t.emp_no = e.emp_no AND t.from_date =
                  (SELECT MAX(x.from_date) FROM titles x WHERE x.emp_no = e.emp_no)
                LEFT JOIN (SELECT e.emp_no, COUNT(salary) AS raises, MAX(salary) AS highest,
                    SUM(salary) AS paid, AVG(salary) AS mean
                  FROM employees e LEFT JOIN salaries s ON s.emp_no = e.emp_no GROUP BY e.emp_no) s
                  ON s.emp_no = e.emp_no"""))
        .isEmpty();
    assertThat(
            run.difference(
                """
                SELECT emp_no, d.dept_no, CAST(d.from_date AS VARCHAR) AS since,
                  d.departments_dept_name AS name
                FROM (SELECT emp_no, unnest(dept_emp) AS d FROM unified)""",
                """
                SELECT x.emp_no, x.dept_no, CAST(x.from_date AS CHAR) AS since, d.dept_name AS name
                FROM dept_emp x JOIN departments d ON d.dept_no = x.dept_no"""))
        .isEmpty();
    assertThat(run.manifest())
        .contains(
            "current_dept_emp: a view has no keys; to include it, name it in merge.relations");
  }

  @Test
  void modelCarOrdersWithTheChainOfTheirSellers() throws SQLException, IOException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            """
            CREATE TABLE productlines (productLine VARCHAR(50) PRIMARY KEY,
              textDescription VARCHAR(4000), htmlDescription MEDIUMTEXT, image MEDIUMBLOB)
              CHARACTER SET latin1""",
            """
            CREATE TABLE products (productCode VARCHAR(15) PRIMARY KEY,
              productName VARCHAR(70) NOT NULL, productLine VARCHAR(50) NOT NULL,
              quantityInStock SMALLINT NOT NULL, buyPrice DECIMAL(10,2) NOT NULL,
              MSRP DECIMAL(10,2) NOT NULL,
              FOREIGN KEY (productLine) REFERENCES productlines (productLine)) CHARACTER SET latin1""",
            """
            CREATE TABLE offices (officeCode VARCHAR(10) PRIMARY KEY, city VARCHAR(50) NOT NULL,
              addressLine2 VARCHAR(50)) CHARACTER SET latin1""",
            """
            CREATE TABLE employees (employeeNumber INT PRIMARY KEY, lastName VARCHAR(50) NOT NULL,
              officeCode VARCHAR(10) NOT NULL, reportsTo INT,
              FOREIGN KEY (reportsTo) REFERENCES employees (employeeNumber),
              FOREIGN KEY (officeCode) REFERENCES offices (officeCode)) CHARACTER SET latin1""",
            """
            CREATE TABLE customers (customerNumber INT PRIMARY KEY, customerName VARCHAR(50) NOT NULL,
              salesRepEmployeeNumber INT, creditLimit DECIMAL(10,2),
              FOREIGN KEY (salesRepEmployeeNumber) REFERENCES employees (employeeNumber))
              CHARACTER SET latin1""",
            """
            CREATE TABLE payments (customerNumber INT, checkNumber VARCHAR(50), paymentDate DATE,
              amount DECIMAL(10,2) NOT NULL, PRIMARY KEY (customerNumber, checkNumber),
              FOREIGN KEY (customerNumber) REFERENCES customers (customerNumber)) CHARACTER SET latin1""",
            """
            CREATE TABLE orders (orderNumber INT PRIMARY KEY, orderDate DATE NOT NULL,
              shippedDate DATE, status VARCHAR(15) NOT NULL, comments TEXT,
              customerNumber INT NOT NULL,
              FOREIGN KEY (customerNumber) REFERENCES customers (customerNumber)) CHARACTER SET latin1""",
            """
            CREATE TABLE orderdetails (orderNumber INT, productCode VARCHAR(15),
              quantityOrdered INT NOT NULL, priceEach DECIMAL(10,2) NOT NULL,
              orderLineNumber SMALLINT NOT NULL, PRIMARY KEY (orderNumber, productCode),
              FOREIGN KEY (orderNumber) REFERENCES orders (orderNumber),
              FOREIGN KEY (productCode) REFERENCES products (productCode)) CHARACTER SET latin1""",
            generated(
                "productlines", 7, "CONCAT('Line ', i), IF(i = 3, NULL, 'text'), NULL, X'00FF'"),
            generated(
                "products",
                60,
                """
                CONCAT('S', i % 7, '_', i), CONCAT('Car ', i), CONCAT('Line ', 1 + i % 6), i * 37,
                i * 1.11, i * 2.22"""),
            generated("offices", 5, "i, CONCAT('City ', i), IF(i % 2, NULL, 'floor')"),
            generated(
                "employees", 23, "i, CONCAT('Name', i), 1 + i % 5, IF(i = 1, NULL, FLOOR(i / 2))"),
            generated(
                "customers",
                90,
                "i, CONCAT('Customer ', i), IF(i % 8, 1 + i % 23, NULL), i * 100.5"),
            generated(
                "payments",
                200,
                "1 + i % 70, CONCAT('HQ', i), DATE '2003-01-01' + INTERVAL i DAY, i * 3.33"),
            generated(
                "orders",
                150,
                """
                i, DATE '2003-01-01' + INTERVAL i DAY, IF(i % 6, DATE '2003-01-09' + INTERVAL i DAY,
                NULL), 'Shipped', IF(i % 4, NULL, CONCAT('Remark ', i)), 1 + i % 80"""),
            """
            INSERT INTO orderdetails SELECT o.orderNumber, p.productCode, 1 + p.quantityInStock % 9,
              p.buyPrice, 1 + p.quantityInStock % 7 FROM orders o JOIN products p
            WHERE (o.orderNumber * 7 + p.quantityInStock) % 23 = 0""");

    run.publish(
        """
        grain = orderdetails, folds { payments = nest }, self-references { employees = 2 },
        max-depth = 5""");

    assertThat(tree(run))
        .containsExactly(
            "orderdetails  grain: orderNumber, productCode",
            "├─ orders  n:1  on orderNumber (PRIMARY)",
            "│  └─ customers  n:1  on customerNumber (PRIMARY)",
            "│     ├─ employees  n:1  salesRepEmployeeNumber = employeeNumber (PRIMARY)",
            "│     │  ├─ offices  n:1  on officeCode (PRIMARY)",
            "│     │  └─ reports_to  n:1  reportsTo = employeeNumber (PRIMARY)",
            "│     │     ├─ reports_to_offices  n:1  on officeCode (PRIMARY)",
            "│     │     └─ reports_to_reports_to  n:1  reportsTo = employeeNumber (PRIMARY)",
            "│     └─* payments  1:n  on customerNumber (no key), nested as customers_payments",
            "└─ products  n:1  on productCode (PRIMARY)",
            "   └─ productlines  n:1  on productLine (PRIMARY)");
    assertThat(
            run.difference(
                """
                SELECT order_number, product_code, quantity_ordered, price_each,
                  orders_comments, CAST(orders_shipped_date AS VARCHAR) AS shipped,
                  customers_customer_name, customers_credit_limit, employees_last_name,
                  offices_city, reports_to_last_name, reports_to_offices_city,
                  reports_to_reports_to_last_name, products_product_name, products_msrp,
                  productlines_text_description, hex(productlines_image) AS image,
                  array_to_string(list_transform(customers_payments,
                    p -> concat(p.check_number, '=', p.amount)), ' ') AS payments
                FROM unified""",
                """
                SELECT d.orderNumber AS order_number, d.productCode AS product_code,
                  d.quantityOrdered AS quantity_ordered, d.priceEach AS price_each,
                  o.comments AS orders_comments, CAST(o.shippedDate AS CHAR) AS shipped,
                  c.customerName AS customers_customer_name,
                  c.creditLimit AS customers_credit_limit, e.lastName AS employees_last_name,
                  f.city AS offices_city, b.lastName AS reports_to_last_name,
                  bf.city AS reports_to_offices_city,
                  bb.lastName AS reports_to_reports_to_last_name,
                  p.productName AS products_product_name, p.MSRP AS products_msrp,
                  l.textDescription AS productlines_text_description, HEX(l.image) AS image,
                  (SELECT COALESCE(GROUP_CONCAT(CONCAT(x.checkNumber, '=', x.amount)
                      ORDER BY BINARY x.checkNumber SEPARATOR ' '), '')
                    FROM payments x WHERE x.customerNumber = c.customerNumber) AS payments
                FROM orderdetails d JOIN orders o ON o.orderNumber = d.orderNumber
                JOIN customers c ON c.customerNumber = o.customerNumber
                LEFT JOIN employees e ON e.employeeNumber = c.salesRepEmployeeNumber
                LEFT JOIN offices f ON f.officeCode = e.officeCode
                LEFT JOIN employees b ON b.employeeNumber = e.reportsTo
                LEFT JOIN offices bf ON bf.officeCode = b.officeCode
                LEFT JOIN employees bb ON bb.employeeNumber = b.reportsTo
                JOIN products p ON p.productCode = d.productCode
                JOIN productlines l ON l.productLine = p.productLine"""))
        .isEmpty();
  }

  @Test
  void filmRentalsWithTheCycleOfStoresAndStaff() throws SQLException, IOException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, FILMS);

    run.publish("grain = payment, max-depth = 3");

    assertThat(tree(run))
        .containsExactly(
            "payment  grain: payment_id",
            "├─ customer  n:1  on customer_id (PRIMARY)",
            "│  ├─ store  n:1  on store_id (PRIMARY)",
            "│  │  ├─ manager_staff  n:1  manager_staff_id = staff_id (PRIMARY)",
            "│  │  └─ store_address  n:1  on address_id (PRIMARY)",
            "│  └─ address  n:1  on address_id (PRIMARY)",
            "│     └─ city  n:1  on city_id (PRIMARY)",
            "├─ staff  n:1  on staff_id (PRIMARY)",
            "│  ├─ staff_address  n:1  on address_id (PRIMARY)",
            "│  │  └─ staff_address_city  n:1  on city_id (PRIMARY)",
            "│  ├─ staff_store  n:1  on store_id (PRIMARY)",
            "│  │  ├─ staff_store_manager_staff  n:1  manager_staff_id = staff_id (PRIMARY)",
            "│  │  └─ staff_store_address  n:1  on address_id (PRIMARY)",
            "│  └─ payment_staff_store  1:1  staff_id = manager_staff_id (UNIQUE manager_staff_id)",
            "│     └─ payment_staff_store_address  n:1  on address_id (PRIMARY)",
            "└─ rental  n:1  on rental_id (PRIMARY)",
            "   ├─ inventory  n:1  on inventory_id (PRIMARY)",
            "   │  ├─ film  n:1  on film_id (PRIMARY)",
            "   │  └─ inventory_store  n:1  on store_id (PRIMARY)",
            "   ├─ rental_customer  n:1  on customer_id (PRIMARY)",
            "   │  ├─ rental_customer_store  n:1  on store_id (PRIMARY)",
            "   │  └─ rental_customer_address  n:1  on address_id (PRIMARY)",
            "   └─ rental_staff  n:1  on staff_id (PRIMARY)",
            "      ├─ rental_staff_address  n:1  on address_id (PRIMARY)",
            "      ├─ rental_staff_store  n:1  on store_id (PRIMARY)",
            "      └─ rental_rental_staff_store  1:1  staff_id = manager_staff_id (UNIQUE manager_staff_id)");
    assertThat(
            run.difference(
                """
                SELECT payment_id, amount, customer_last_name, city, manager_staff_last_name,
                  staff_last_name, staff_address_city, staff_store_manager_staff_last_name,
                  film_title, film_special_features, film_release_year,
                  inventory_store_id, rental_customer_last_name, rental_staff_address_district,
                  strftime(rental_date, '%Y-%m-%d %H:%M:%S') AS rented
                FROM unified""",
                """
                SELECT p.payment_id, p.amount, c.last_name AS customer_last_name, ct.city,
                  m.last_name AS manager_staff_last_name, s.last_name AS staff_last_name,
                  sc.city AS staff_address_city,
                  sm.last_name AS staff_store_manager_staff_last_name, f.title AS film_title,
                  f.special_features AS film_special_features, f.release_year AS film_release_year,
                  i.store_id AS inventory_store_id, rc.last_name AS rental_customer_last_name,
                  ra.district AS rental_staff_address_district,
                  CAST(r.rental_date AS CHAR) AS rented
                FROM payment p JOIN customer c ON c.customer_id = p.customer_id
                JOIN address a ON a.address_id = c.address_id JOIN city ct ON ct.city_id = a.city_id
                JOIN store st ON st.store_id = c.store_id
                JOIN staff m ON m.staff_id = st.manager_staff_id
                JOIN staff s ON s.staff_id = p.staff_id
                JOIN address sa ON sa.address_id = s.address_id
                JOIN city sc ON sc.city_id = sa.city_id
                JOIN store ss ON ss.store_id = s.store_id
                JOIN staff sm ON sm.staff_id = ss.manager_staff_id
                LEFT JOIN rental r ON r.rental_id = p.rental_id
                LEFT JOIN inventory i ON i.inventory_id = r.inventory_id
                LEFT JOIN film f ON f.film_id = i.film_id
                LEFT JOIN customer rc ON rc.customer_id = r.customer_id
                LEFT JOIN staff rs ON rs.staff_id = r.staff_id
                LEFT JOIN address ra ON ra.address_id = rs.address_id"""))
        .isEmpty();

    // By a role of its own: customers and staff have payments too.
    run.publish(
        """
        grain = rental, roles { payment = receipt }
        folds { receipt { kind = aggregate, columns { paid = "sum(amount)" } } }""");

    assertThat(
            run.difference(
                """
                SELECT rental_id, paid, language_name,
                  array_to_string(list_transform(film_actor, a -> concat(a.actor_last_name)), ' ')
                    AS actors,
                  array_to_string(list_transform(film_category, c -> c.category_name), ' ')
                    AS categories
                FROM unified""",
                """
                SELECT r.rental_id, (SELECT SUM(p.amount) FROM payment p
                    WHERE p.rental_id = r.rental_id) AS paid, l.name AS language_name,
                  (SELECT COALESCE(GROUP_CONCAT(a.last_name ORDER BY a.actor_id SEPARATOR ' '), '')
                    FROM film_actor x JOIN actor a ON a.actor_id = x.actor_id
                    WHERE x.film_id = f.film_id) AS actors,
                  (SELECT COALESCE(GROUP_CONCAT(g.name ORDER BY g.category_id SEPARATOR ' '), '')
                    FROM film_category x JOIN category g ON g.category_id = x.category_id
                    WHERE x.film_id = f.film_id) AS categories
                FROM rental r JOIN inventory i ON i.inventory_id = r.inventory_id
                JOIN film f ON f.film_id = i.film_id
                JOIN language l ON l.language_id = f.language_id"""))
        .isEmpty();
  }

  private static final String[] FILMS = {
    "CREATE TABLE country (country_id SMALLINT UNSIGNED PRIMARY KEY, country VARCHAR(50) NOT NULL)",
    """
    CREATE TABLE city (city_id SMALLINT UNSIGNED PRIMARY KEY, city VARCHAR(50) NOT NULL,
      country_id SMALLINT UNSIGNED NOT NULL,
      FOREIGN KEY (country_id) REFERENCES country (country_id))""",
    """
    CREATE TABLE address (address_id SMALLINT UNSIGNED PRIMARY KEY, address VARCHAR(50) NOT NULL,
      district VARCHAR(20) NOT NULL, city_id SMALLINT UNSIGNED NOT NULL,
      FOREIGN KEY (city_id) REFERENCES city (city_id))""",
    "CREATE TABLE language (language_id TINYINT UNSIGNED PRIMARY KEY, name CHAR(20) NOT NULL)",
    "CREATE TABLE actor (actor_id SMALLINT UNSIGNED PRIMARY KEY, last_name VARCHAR(45) NOT NULL)",
    "CREATE TABLE category (category_id TINYINT UNSIGNED PRIMARY KEY, name VARCHAR(25) NOT NULL)",
    """
    CREATE TABLE film (film_id SMALLINT UNSIGNED PRIMARY KEY, title VARCHAR(128) NOT NULL,
      release_year YEAR, language_id TINYINT UNSIGNED NOT NULL,
      original_language_id TINYINT UNSIGNED, rental_rate DECIMAL(4,2) NOT NULL,
      rating ENUM('G','PG','R') DEFAULT 'G', special_features SET('Trailers','Commentaries'),
      FOREIGN KEY (language_id) REFERENCES language (language_id),
      FOREIGN KEY (original_language_id) REFERENCES language (language_id))""",
    """
    CREATE TABLE film_actor (actor_id SMALLINT UNSIGNED, film_id SMALLINT UNSIGNED,
      last_update TIMESTAMP NOT NULL DEFAULT '2006-02-15 05:05:03', PRIMARY KEY (actor_id, film_id),
      FOREIGN KEY (actor_id) REFERENCES actor (actor_id),
      FOREIGN KEY (film_id) REFERENCES film (film_id))""",
    """
    CREATE TABLE film_category (film_id SMALLINT UNSIGNED, category_id TINYINT UNSIGNED,
      PRIMARY KEY (film_id, category_id), FOREIGN KEY (film_id) REFERENCES film (film_id),
      FOREIGN KEY (category_id) REFERENCES category (category_id))""",
    "CREATE TABLE film_text (film_id SMALLINT PRIMARY KEY, title VARCHAR(255), description TEXT)",
    """
    CREATE TABLE staff (staff_id TINYINT UNSIGNED PRIMARY KEY, last_name VARCHAR(45) NOT NULL,
      address_id SMALLINT UNSIGNED NOT NULL, picture BLOB, store_id TINYINT UNSIGNED NOT NULL,
      active BOOLEAN NOT NULL DEFAULT TRUE,
      FOREIGN KEY (address_id) REFERENCES address (address_id))""",
    """
    CREATE TABLE store (store_id TINYINT UNSIGNED PRIMARY KEY,
      manager_staff_id TINYINT UNSIGNED NOT NULL UNIQUE, address_id SMALLINT UNSIGNED NOT NULL,
      FOREIGN KEY (manager_staff_id) REFERENCES staff (staff_id),
      FOREIGN KEY (address_id) REFERENCES address (address_id))""",
    """
    CREATE TABLE customer (customer_id SMALLINT UNSIGNED PRIMARY KEY,
      store_id TINYINT UNSIGNED NOT NULL, last_name VARCHAR(45) NOT NULL,
      address_id SMALLINT UNSIGNED NOT NULL, FOREIGN KEY (store_id) REFERENCES store (store_id),
      FOREIGN KEY (address_id) REFERENCES address (address_id))""",
    """
    CREATE TABLE inventory (inventory_id MEDIUMINT UNSIGNED PRIMARY KEY,
      film_id SMALLINT UNSIGNED NOT NULL, store_id TINYINT UNSIGNED NOT NULL,
      FOREIGN KEY (film_id) REFERENCES film (film_id),
      FOREIGN KEY (store_id) REFERENCES store (store_id))""",
    """
    CREATE TABLE rental (rental_id INT PRIMARY KEY, rental_date DATETIME NOT NULL,
      inventory_id MEDIUMINT UNSIGNED NOT NULL, customer_id SMALLINT UNSIGNED NOT NULL,
      return_date DATETIME, staff_id TINYINT UNSIGNED NOT NULL,
      UNIQUE KEY (rental_date, inventory_id, customer_id),
      FOREIGN KEY (inventory_id) REFERENCES inventory (inventory_id),
      FOREIGN KEY (customer_id) REFERENCES customer (customer_id),
      FOREIGN KEY (staff_id) REFERENCES staff (staff_id))""",
    """
    CREATE TABLE payment (payment_id SMALLINT UNSIGNED PRIMARY KEY,
      customer_id SMALLINT UNSIGNED NOT NULL, staff_id TINYINT UNSIGNED NOT NULL, rental_id INT,
      amount DECIMAL(5,2) NOT NULL, FOREIGN KEY (customer_id) REFERENCES customer (customer_id),
      FOREIGN KEY (staff_id) REFERENCES staff (staff_id),
      FOREIGN KEY (rental_id) REFERENCES rental (rental_id) ON DELETE SET NULL)""",
    """
    CREATE VIEW film_list AS SELECT f.film_id AS FID, f.title, c.name AS category FROM film f
    LEFT JOIN film_category x ON x.film_id = f.film_id
    LEFT JOIN category c ON c.category_id = x.category_id""",
    generated("country", 4, "i, CONCAT('Country ', i)"),
    generated("city", 10, "i, CONCAT('City ', i), 1 + i % 4"),
    generated("address", 40, "i, CONCAT('Street ', i), CONCAT('District ', i), 1 + i % 10"),
    generated("language", 6, "i, CONCAT('Language ', i)"),
    generated("actor", 30, "i, CONCAT('Actor', i)"),
    generated("category", 8, "i, CONCAT('Category', i)"),
    generated(
        "film",
        50,
        """
        i, CONCAT('Film ', i), 1950 + i, 1 + i % 6, IF(i % 10, NULL, 2), 0.99 + i % 4, 'PG',
        ELT(1 + i % 3, 'Trailers', 'Trailers,Commentaries', NULL)"""),
    """
    INSERT INTO film_actor (actor_id, film_id) SELECT actor_id, film_id FROM actor JOIN film
    WHERE (actor_id * 5 + film_id) % 13 = 0""",
    generated("film_category", 45, "i, 1 + i % 8"),
    generated("staff", 4, "i, CONCAT('Staff', i), i, X'89504E47', 1 + i % 2, i % 2"),
    generated("store", 2, "i, 5 - i, 10 + i"),
    "ALTER TABLE staff ADD FOREIGN KEY (store_id) REFERENCES store (store_id)",
    generated("customer", 60, "i, 1 + i % 2, CONCAT('Customer', i), 1 + i % 40"),
    generated("inventory", 120, "i, 1 + i % 50, 1 + i % 2"),
    generated(
        "rental",
        250,
        """
        i, TIMESTAMP '2005-05-24 22:53:30' + INTERVAL i * 97 MINUTE, 1 + i * 7 % 120, 1 + i % 60,
        IF(i % 9, TIMESTAMP '2005-06-01 00:00:00' + INTERVAL i HOUR, NULL), 1 + i % 4"""),
    generated(
        "payment", 300, "i, 1 + i % 60, 1 + i % 4, IF(i % 11, 1 + i % 240, NULL), (i % 9) + 0.99"),
  };
}
