package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.plan.KeyComparison.Ascii;
import com.shopsphere.warehouse.plan.KeyComparison.ByCollation;
import com.shopsphere.warehouse.plan.KeyComparison.Same;
import com.shopsphere.warehouse.plan.KeyComparison.SameButTrailingSpaces;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * MySQL's rules for {@code a = b} between two columns, as far as they can be kept exactly. What
 * would be compared as approximate numbers, or not at all, is no key to join by.
 */
final class KeyComparisons {

  private static final Set<String> TEXT =
      Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");
  private static final Set<String> BYTES =
      Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

  /** Equal only to their own kind; a fraction of seconds does not matter. */
  private static final Set<String> INSTANTS = Set.of("date", "datetime", "timestamp");

  /** Equal only between columns of one and the same declaration. */
  private static final Set<String> DECLARED =
      Set.of("enum", "set", "year", "bit", "time", "uuid", "inet4", "inet6");

  /** Spark's decimals; two columns must fit into one of them. */
  private static final int MAXIMAL_PRECISION = 38;

  /**
   * Under these, printable ASCII has no equality but that of single characters, letter case apart.
   * Some of the elder character sets have exceptions.
   */
  private static final Pattern ROOT_COLLATION =
      Pattern.compile(
          "(ascii|latin1|utf8mb3|utf8mb4)_(general|unicode|unicode_520|swedish|0900|uca1400)(_nopad)?(_ai|_as)?_(ci|cs)");

  private KeyComparisons() {}

  /** Empty if the two cannot be compared exactly as the server does. */
  static Optional<KeyComparison> between(Column left, Column right) {
    String a = left.dataType();
    String b = right.dataType();
    if (left.exactNumber() && right.exactNumber()) {
      return fitsOneDecimal(left, right) ? same() : Optional.empty();
    }
    if (TEXT.contains(a) && TEXT.contains(b)) {
      return left.collation().flatMap(one -> right.collation().flatMap(two -> text(one, two)));
    }
    boolean sameKind =
        (BYTES.contains(a) && BYTES.contains(b))
            || (left.approximateNumber() && right.approximateNumber())
            || (INSTANTS.contains(a) && a.equals(b))
            || (DECLARED.contains(a) && left.columnType().equals(right.columnType()));
    return sameKind ? same() : Optional.empty();
  }

  /**
   * Whether values that a key over {@code keyed} tells apart stay apart when they are compared with
   * {@code other}. Not so where the other's collation wins: a key by {@code latin1_bin} admits both
   * {@code 'a'} and {@code 'A'}, which both equal a value that is compared by {@code
   * utf8mb4_general_ci}.
   */
  static boolean keepApart(Column keyed, Column other) {
    Optional<KeyComparison> comparison = between(keyed, other);
    if (comparison.isEmpty() || keyed.collation().isEmpty()) {
      return true;
    }
    Collation own = keyed.collation().get();
    if (comparison.get() instanceof ByCollation by) {
      return by.collation().equals(own);
    }
    return comparison.get() instanceof Same || own.padSpace();
  }

  private static Optional<KeyComparison> same() {
    return Optional.of(new Same());
  }

  private static boolean fitsOneDecimal(Column left, Column right) {
    int whole = Math.max(wholeDigits(left), wholeDigits(right));
    return whole + Math.max(left.scale(), right.scale()) <= MAXIMAL_PRECISION;
  }

  private static int wholeDigits(Column column) {
    int bigint = 20;
    return column.dataType().equals("decimal") ? column.precision() - column.scale() : bigint;
  }

  private static Optional<KeyComparison> text(Collation left, Collation right) {
    return common(left, right)
        .filter(collation -> collation.binary() || collation.hasSortKeys())
        .map(KeyComparisons::comparison);
  }

  /** The collation that wins between two columns, by the server's rules of coercion. */
  private static Optional<Collation> common(Collation left, Collation right) {
    if (left.equals(right)) {
      return Optional.of(left);
    }
    if (left.characterSet().equals(right.characterSet())) {
      return left.binary() == right.binary()
          ? Optional.empty()
          : Optional.of(left.binary() ? left : right);
    }
    if (left.unicode() != right.unicode()) {
      return Optional.of(left.unicode() ? left : right);
    }
    return wider(left, right);
  }

  /** Of two Unicode character sets MariaDB mixes these only. */
  private static Optional<Collation> wider(Collation left, Collation right) {
    boolean leftIsFull = left.characterSet().equals("utf8mb4");
    String narrow = (leftIsFull ? right : left).characterSet();
    String wide = (leftIsFull ? left : right).characterSet();
    return wide.equals("utf8mb4") && narrow.equals("utf8mb3")
        ? Optional.of(leftIsFull ? left : right)
        : Optional.empty();
  }

  private static KeyComparison comparison(Collation collation) {
    if (collation.binary()) {
      return collation.padSpace() ? new SameButTrailingSpaces() : new Same();
    }
    return new ByCollation(collation, ascii(collation));
  }

  private static Optional<Ascii> ascii(Collation collation) {
    if (!ROOT_COLLATION.matcher(collation.name()).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        collation.name().endsWith("_cs") ? Ascii.CASE_SENSITIVE : Ascii.CASE_INSENSITIVE);
  }
}
