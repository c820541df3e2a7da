package com.shopsphere.warehouse.extract;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A type that a key may have, and its values.
 *
 * @param type in SQL
 * @param server that alone has it; empty if all have
 * @param literal a value in SQL: few different ones, or many, as the random numbers want it
 */
record KeyKind(String type, String server, Function<Random, String> literal) {

  /** Letters that collations take for equal, or in an order of their own, and a trailing space. */
  private static final List<String> LETTERS =
      List.of("a", "A", "á", "b", "ß", "z", "Z", "_", "0", " ", "ı", "é", "漢", "字", "🙂", "\t");

  private static final List<String> DATES =
      List.of("0000-00-00", "2024-00-00", "2024-02-31", "1000-01-01", "9999-12-31", "2024-03-31");

  private static final List<KeyKind> ALL =
      List.of(
          number("int", -5, 5),
          number("smallint unsigned", 0, 65_535),
          number("bigint", Long.MIN_VALUE, Long.MAX_VALUE),
          new KeyKind("bigint unsigned", "", random -> Long.toUnsignedString(any(random))),
          new KeyKind("bit(64)", "", random -> Long.toUnsignedString(any(random))),
          new KeyKind("decimal(10,2)", "", random -> random.nextInt(900) - 450 + ".25"),
          new KeyKind(
              "decimal(65,30)",
              "",
              random -> any(random) + "123456789.000000000000000000000000001"),
          new KeyKind("float", "", random -> Float.toString(random.nextFloat() * 9 - 4)),
          new KeyKind("double", "", random -> Double.toString(any(random) / 3.0)),
          new KeyKind("date", "", random -> "'" + date(random) + "'"),
          new KeyKind("datetime(6)", "", random -> "'" + date(random) + time(random) + "'"),
          new KeyKind(
              "timestamp(3)",
              "",
              random -> "'%d-10-27%s'".formatted(1971 + random.nextInt(60), time(random))),
          new KeyKind(
              "time(6)", "", random -> "'%d:00:00.5'".formatted(random.nextInt(1676) - 838)),
          new KeyKind("year", "", random -> "'%s'".formatted(random.nextInt(5) * 2)),
          bytes("binary(3)"),
          bytes("varbinary(6)"),
          text("char(5) character set utf8mb4 collate utf8mb4_bin", ""),
          text("varchar(6) character set utf8mb4 collate utf8mb4_general_ci", ""),
          text("varchar(6) character set utf8mb4 collate utf8mb4_0900_ai_ci", "MySQL"),
          text("varchar(6) character set utf8mb4 collate utf8mb4_de_pb_0900_as_cs", "MySQL"),
          text("varchar(6) character set utf8mb4 collate utf8mb4_uca1400_nopad_as_ci", "MariaDB"),
          text("varchar(6) character set utf8mb3 collate utf8mb3_turkish_ci", ""),
          text("varchar(6) character set latin1 collate latin1_german2_ci", ""),
          text("varchar(6) character set cp932 collate cp932_japanese_ci", ""),
          text("varchar(6) character set utf16 collate utf16_unicode_ci", ""),
          text("char(6) character set gbk collate gbk_chinese_ci", ""),
          new KeyKind(
              "uuid",
              "MariaDB",
              random ->
                  "'%08x-0000-1000-8000-00000000000%d'"
                      .formatted(random.nextInt(), random.nextInt(10))),
          new KeyKind("inet6", "MariaDB", random -> "'fe80::%x'".formatted(random.nextInt(0xffff))),
          new KeyKind("enum('c','a','b')", "", random -> Integer.toString(1 + random.nextInt(3))));

  static List<KeyKind> on(String product) {
    return ALL.stream().filter(kind -> product.startsWith(kind.server())).toList();
  }

  private static KeyKind number(String type, long least, long most) {
    return new KeyKind(
        type,
        "",
        random -> {
          long number = random.nextBoolean() ? random.nextLong(-5, 5) : any(random);
          return Long.toString(Math.min(most, Math.max(least, number)));
        });
  }

  private static KeyKind bytes(String type) {
    return new KeyKind(
        type, "", random -> "X'%s'".formatted(HexFormat.of().formatHex(some(random))));
  }

  private static byte[] some(Random random) {
    byte[] bytes = new byte[random.nextInt(4)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static KeyKind text(String type, String server) {
    return new KeyKind(
        type,
        server,
        random -> {
          List<String> letters =
              Stream.generate(() -> LETTERS.get(random.nextInt(LETTERS.size())))
                  .limit(random.nextInt(4))
                  .toList();
          byte[] bytes = String.join("", letters).getBytes(StandardCharsets.UTF_8);
          return "_utf8mb4 X'%s'".formatted(HexFormat.of().formatHex(bytes));
        });
  }

  private static long any(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Long.MAX_VALUE;
      case 1 -> -1;
      case 2 -> random.nextInt(3);
      default -> random.nextLong();
    };
  }

  private static String date(Random random) {
    return random.nextBoolean()
        ? DATES.get(random.nextInt(DATES.size()))
        : "2024-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
  }

  private static String time(Random random) {
    return " %02d:30:00.%06d".formatted(random.nextInt(24), random.nextInt(3));
  }
}
