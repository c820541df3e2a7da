package com.shopsphere.warehouse.merge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of allocation, by largest remainder: each row gets its proportion of the amount,
 * rounded down to the last unit of the amount's scale; the units that remain go to the rows whose
 * proportions were cut most, in doubt to the first.
 *
 * <p>Worked example: 10.00 by the weights 1, 1 and 1 gives 3.34, 3.33 and 3.33.
 */
final class Shares {

  private Shares() {}

  /**
   * Spreads an amount.
   *
   * @param amount NULL gives NULL shares
   * @param weights of the rows; NULL counts as zero, and where they add up to zero, each counts the
   *     same
   * @return as many shares as weights, with the scale of the amount; they add up to it exactly
   */
  static List<@Nullable BigDecimal> of(
      @Nullable BigDecimal amount, List<@Nullable BigDecimal> weights) {
    if (amount == null) {
      return Collections.nCopies(weights.size(), null);
    }
    List<BigInteger> proportions = proportions(weights);
    BigInteger total = proportions.stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger rest = amount.unscaledValue();
    List<BigInteger[]> divided = new ArrayList<>();
    for (BigInteger proportion : proportions) {
      BigInteger[] part = divided(amount.unscaledValue().multiply(proportion), total);
      divided.add(part);
      rest = rest.subtract(part[0]);
    }
    return rounded(divided, rest.intValueExact(), amount.scale());
  }

  /** Weights as whole numbers of one scale, which do not add up to zero. */
  private static List<BigInteger> proportions(List<@Nullable BigDecimal> weights) {
    int scale =
        weights.stream().mapToInt(weight -> weight == null ? 0 : weight.scale()).max().orElse(0);
    List<BigInteger> proportions = new ArrayList<>();
    for (BigDecimal weight : weights) {
      proportions.add(weight == null ? BigInteger.ZERO : weight.setScale(scale).unscaledValue());
    }
    BigInteger total = proportions.stream().reduce(BigInteger.ZERO, BigInteger::add);
    return total.signum() == 0 ? Collections.nCopies(weights.size(), BigInteger.ONE) : proportions;
  }

  /** Quotient rounded down, and the remainder, which is never negative. */
  private static BigInteger[] divided(BigInteger dividend, BigInteger divisor) {
    BigInteger numerator = divisor.signum() < 0 ? dividend.negate() : dividend;
    BigInteger remainder = numerator.mod(divisor.abs());
    return new BigInteger[] {numerator.subtract(remainder).divide(divisor.abs()), remainder};
  }

  private static List<@Nullable BigDecimal> rounded(
      List<BigInteger[]> divided, int rest, int scale) {
    List<Integer> byCut =
        IntStream.range(0, divided.size())
            .boxed()
            .sorted(
                Comparator.<Integer, BigInteger>comparing(row -> divided.get(row)[1]).reversed())
            .toList();
    List<@Nullable BigDecimal> shares = new ArrayList<>();
    divided.forEach(part -> shares.add(new BigDecimal(part[0], scale)));
    BigDecimal unit = BigDecimal.valueOf(1, scale);
    for (int row : byCut.subList(0, rest)) {
      shares.set(row, new BigDecimal(divided.get(row)[0], scale).add(unit));
    }
    return shares;
  }
}
