package com.shopsphere.warehouse.load;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of one execution: the second of its start in UTC and six random hexadecimal digits, as
 * in {@code 20261123_091500_3f9a2c}. It is in every name that the execution leaves behind.
 */
public record RunId(String value) {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

  /** What a run id looks like, as a regular expression without groups. */
  static final String REGEX = "\\d{8}_\\d{6}_[0-9a-f]{6}";

  private static final Pattern FORM = Pattern.compile(REGEX);

  public RunId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Invalid run id '%s': expected the form 20261123_091500_3f9a2c".formatted(value));
    }
  }

  /** Empty for what is no run id. */
  public static Optional<RunId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new RunId(text)) : Optional.empty();
  }

  /** The second of its start. */
  public Instant start() {
    return SECOND.parse(value.substring(0, value.lastIndexOf('_')), Instant::from);
  }

  public static RunId next(Instant start, RandomGenerator random) {
    String suffix = HexFormat.of().toHexDigits(random.nextInt(), 6);
    return new RunId(SECOND.format(start) + "_" + suffix);
  }

  @Override
  public String toString() {
    return value;
  }
}
