package com.shopsphere.warehouse.extract;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampNTZType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single values in the bytes of the protocol, with rubbish on both sides. */
class DecodersTest {

  private static final int BEFORE = 3;

  /** Decodes one value, and makes sure that the next is looked for right behind it. */
  private static OnHeapColumnVector decoded(ColumnDecoder decoder, DataType type, byte[] value) {
    byte[] row = new byte[BEFORE + value.length + 20];
    java.util.Arrays.fill(row, (byte) 0x5A);
    System.arraycopy(value, 0, row, BEFORE, value.length);
    OnHeapColumnVector vector = new OnHeapColumnVector(4, type);
    assertThat(decoder.decode(row, BEFORE, vector, 1)).isEqualTo(BEFORE + value.length);
    return vector;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static byte[] prefixed(byte[] value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (value.length < 251) {
      bytes.write(value.length);
    } else if (value.length < 1 << 16) {
      bytes.write(252);
      bytes.write(value.length);
      bytes.write(value.length >> 8);
    } else {
      bytes.write(253);
      bytes.write(value.length);
      bytes.write(value.length >> 8);
      bytes.write(value.length >> 16);
    }
    bytes.writeBytes(value);
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 250, 251, 255, 65_535, 65_536, 16_000_000})
  void aTextHasAnyLength(int length) {
    byte[] text = "x".repeat(length).getBytes(StandardCharsets.UTF_8);

    assertThat(decoded(new TextDecoders.ToBytes(), StringType, prefixed(text)).getUTF8String(1))
        .hasToString("x".repeat(length));
  }

  @Test
  void aLengthMayTakeEightBytes() {
    assertThat(
            decoded(new TextDecoders.ToBytes(), StringType, hex("FE 02 00 00 00 00 00 00 00 61 62"))
                .getUTF8String(1))
        .hasToString("ab");
  }

  @ParameterizedTest
  @CsvSource({
    "1, false, FF, -1",
    "1, true, FF, 255",
    "2, false, 00 80, -32768",
    "2, true, 00 80, 32768",
    "3, false, 00 00 00 80, -2147483648",
    "3, true, 00 00 00 80, 2147483648",
    "9, false, FF FF FF 00, 16777215",
    "8, false, FF FF FF FF FF FF FF 7F, 9223372036854775807",
    "13, false, 6B 08, 2155",
  })
  void wholeNumbersHaveTheBytesOfTheirType(int type, boolean unsigned, String bytes, long number) {
    ColumnDecoder decoder = new NumberDecoders.ToLong(WireColumn.of(type, unsigned, 0));

    assertThat(decoded(decoder, LongType, hex(bytes)).getLong(1)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "9, 2, -9999999.99",
    "9, 9, 0.000000001",
    "18, 0, 999999999999999999",
    "18, 0, -999999999999999999",
    "19, 0, 9999999999999999999",
    "20, 2, -184467440737095516.16",
    "38, 0, 99999999999999999999999999999999999999",
    "38, 38, -0.99999999999999999999999999999999999999",
    "38, 10, 0.0000000000",
    "38, 10, -0.0000000001",
    "20, 0, 18446744073709551616",
    "20, 0, -18446744073709551616",
  })
  void decimalsOfAllWidthsAreExact(int precision, int scale, String text) {
    DecimalType type = createDecimalType(precision, scale);
    byte[] sent = prefixed(text.getBytes(StandardCharsets.US_ASCII));

    assertThat(
            decoded(NumberDecoders.decimal(type), type, sent)
                .getDecimal(1, precision, scale)
                .toJavaBigDecimal())
        .isEqualTo(new BigDecimal(text));
  }

  @ParameterizedTest
  @CsvSource({"9, 2, 5, 5.00", "18, 3, -5.5, -5.500", "38, 5, 7.25, 7.25000"})
  void digitsThatAreLeftOutAreZeros(int precision, int scale, String text, BigDecimal number) {
    DecimalType type = createDecimalType(precision, scale);
    byte[] sent = prefixed(text.getBytes(StandardCharsets.US_ASCII));

    assertThat(
            decoded(NumberDecoders.decimal(type), type, sent)
                .getDecimal(1, precision, scale)
                .toJavaBigDecimal())
        .isEqualTo(number);
  }

  private static byte[] packed(int length, LocalDateTime time) {
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) length).putShort((short) time.getYear());
    bytes.put((byte) time.getMonthValue()).put((byte) time.getDayOfMonth());
    bytes.put((byte) time.getHour()).put((byte) time.getMinute()).put((byte) time.getSecond());
    bytes.putInt(time.getNano() / 1000);
    return java.util.Arrays.copyOf(bytes.array(), 1 + length);
  }

  @Test
  void everyDayOfTenThousandYearsIsThatOfTheCalendar() {
    List<String> invalid = new ArrayList<>();
    ColumnDecoder decoder = new DateDecoders.ToDays((text, vector, row) -> invalid.add(text));
    OnHeapColumnVector vector = new OnHeapColumnVector(1, DateType);

    for (LocalDate day = LocalDate.of(1, 1, 1); day.getYear() < 10_000; day = day.plusDays(1)) {
      decoder.decode(packed(4, day.atStartOfDay()), 0, vector, 0);
      if (vector.getInt(0) != day.toEpochDay()) {
        assertThat(LocalDate.ofEpochDay(vector.getInt(0))).isEqualTo(day);
      }
    }
    assertThat(invalid).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4, 1969-12-31T00:00:00",
    "7, 0001-01-01T23:59:59",
    "7, 2024-02-29T00:00:01",
    "11, 9999-12-31T23:59:59.999999",
    "11, 1969-12-31T23:59:59.000001",
  })
  void timesOfDayMayBeLeftOutIfTheyAreZero(int length, LocalDateTime time) {
    ColumnDecoder decoder =
        new DateDecoders.ToMicros(
            6,
            (text, vector, row) -> {
              throw new AssertionError(text);
            });

    long micros = decoded(decoder, TimestampNTZType, packed(length, time)).getLong(1);

    assertThat(
            LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L),
                (int) Math.floorMod(micros, 1_000_000L) * 1000,
                ZoneOffset.UTC))
        .isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "00, 0000-00-00 00:00:00.00",
    "04 E8 07 00 0A, 2024-00-10 00:00:00.00",
    "04 E8 07 01 00, 2024-01-00 00:00:00.00",
    "04 E7 07 02 1D, 2023-02-29 00:00:00.00",
    "04 6C 07 02 1D, 1900-02-29 00:00:00.00",
    "04 E8 07 04 1F, 2024-04-31 00:00:00.00",
    "04 00 00 01 01, 0000-01-01 00:00:00.00",
    "0B E8 07 0D 01 01 02 03 40 E2 01 00, 2024-13-01 01:02:03.12",
  })
  void aDateThatNoCalendarHasIsInvalid(String bytes, String text) {
    List<String> invalid = new ArrayList<>();

    decoded(
        new DateDecoders.ToMicros(2, (value, vector, row) -> invalid.add(value)),
        TimestampNTZType,
        hex(bytes));

    assertThat(invalid).containsExactly(text);
  }

  @ParameterizedTest
  @CsvSource({
    "00, 0, 00:00:00",
    "00, 3, 00:00:00.000",
    "08 01 22 00 00 00 16 3B 3B, 0, -838:59:59",
    "08 00 00 00 00 00 01 02 03, 0, 01:02:03",
    "08 00 00 00 00 00 01 02 03, 6, 01:02:03.000000",
    "0C 01 00 00 00 00 00 00 00 01 00 00 00, 6, -00:00:00.000001",
  })
  void aTimeIsWrittenAsMySqlPrintsIt(String bytes, int decimals, String text) {
    assertThat(
            decoded(new TextDecoders.TimeToText(decimals), StringType, hex(bytes)).getUTF8String(1))
        .hasToString(text);
  }

  @Test
  void aBitIsANumberOfItsBytes() {
    assertThat(
            decoded(NumberDecoders.bit(LongType), LongType, hex("08 7F FF FF FF FF FF FF FF"))
                .getLong(1))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(
            decoded(
                    NumberDecoders.bit(createDecimalType(20, 0)),
                    createDecimalType(20, 0),
                    hex("08 FF FF FF FF FF FF FF FF"))
                .getDecimal(1, 20, 0))
        .hasToString("18446744073709551615");
  }

  @Test
  void aGeometryMayHaveItsHighestByteFirst() {
    byte[] point = hex("15 00 00 00 00 00 00000001 3FF0000000000000 4000000000000000");
    point[0] = (byte) (point.length - 1);

    assertThat(decoded(new TextDecoders.ToWkt(), StringType, point).getUTF8String(1))
        .hasToString("SRID=0;POINT(1 2)");
  }
}
