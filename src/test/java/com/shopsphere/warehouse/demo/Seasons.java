package com.shopsphere.warehouse.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;

/**
 * When orders come in: 2023 to 2025, more each year, more at weekends, most in November and
 * December.
 *
 * <p>The end is fixed, so that the data does not depend on the day it is made.
 */
final class Seasons {
  static final LocalDate FIRST_DAY = LocalDate.of(2023, Month.JANUARY, 1);
  static final LocalDate LAST_DAY = LocalDate.of(2025, Month.DECEMBER, 31);

  private static final double[] MONTHS = {
    0.8, 0.75, 0.85, 0.9, 0.95, 0.9, 0.9, 0.85, 0.95, 1.1, 2.0, 2.4
  };
  private static final long MILLIS_A_DAY = 86_400_000;

  /** At each day's index, the weight of all days before it; one more entry holds the whole. */
  private final double[] before;

  Seasons() {
    int days = (int) (LAST_DAY.toEpochDay() - FIRST_DAY.toEpochDay()) + 1;
    before = new double[days + 1];
    for (int day = 0; day < days; day++) {
      before[day + 1] = before[day] + weight(FIRST_DAY.plusDays(day));
    }
  }

  /**
   * The instant before which a share of all orders came in.
   *
   * @param share from 0, included, to 1, excluded
   * @return milliseconds since 1970, ascending with the share
   */
  long epochMilli(double share) {
    double target = share * before[before.length - 1];
    int found = Arrays.binarySearch(before, target);
    int day = found >= 0 ? found : -found - 2;
    double part = (target - before[day]) / (before[day + 1] - before[day]);
    long midnight = (FIRST_DAY.toEpochDay() + day) * MILLIS_A_DAY;
    return midnight + Math.min((long) (part * MILLIS_A_DAY), MILLIS_A_DAY - 1);
  }

  /**
   * The instant at which the row of an index was made, if all were made at a steady pace from two
   * years before the first order to the last one.
   *
   * @param index from 0, included, to the count, excluded
   */
  static long steadyEpochMilli(long index, long count) {
    long first = FIRST_DAY.minusYears(2).toEpochDay() * MILLIS_A_DAY;
    long last = LAST_DAY.toEpochDay() * MILLIS_A_DAY;
    return first + (last - first) / count * index;
  }

  private static double weight(LocalDate day) {
    boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    double growth = 1 + 0.15 * (day.getYear() - FIRST_DAY.getYear());
    return MONTHS[day.getMonthValue() - 1] * growth * (weekend ? 1.3 : 1);
  }
}
