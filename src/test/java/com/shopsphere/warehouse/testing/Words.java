package com.shopsphere.warehouse.testing;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts on whose equality collations differ. */
public final class Words {

  /** In families: within a line, some collation takes some for equal. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "  ",
          "\t",
          "\u0000",
          "\u0001",
          "\u00a0",
          "\u200b",
          "a",
          "A",
          "á",
          "Á",
          "a\u0301",
          "a ",
          "a  ",
          " a",
          "a\t",
          "a\u0000",
          "a\u0001",
          "\u0001a",
          "a \u0001",
          "a\u00a0",
          "Ａ",
          "ª",
          "а",
          "α",
          "ß",
          "ss",
          "SS",
          "ẞ",
          "s",
          "ſ",
          "ſs",
          "sz",
          "ﬁ",
          "fi",
          "FI",
          "ﬀ",
          "ff",
          "æ",
          "ae",
          "Æ",
          "œ",
          "oe",
          "ø",
          "o",
          "ö",
          "Ö",
          "o\u0308",
          "å",
          "Å",
          "aa",
          "\u212b",
          "ä",
          "ü",
          "y",
          "Y",
          "ÿ",
          "ue",
          "đ",
          "d",
          "ð",
          "þ",
          "th",
          "ł",
          "l",
          "i",
          "I",
          "ı",
          "İ",
          "i\u0307",
          "î",
          "ch",
          "CH",
          "Ch",
          "cH",
          "c",
          "h",
          "hch",
          "cch",
          "cs",
          "ccs",
          "dzs",
          "ddzs",
          "gy",
          "ggy",
          "ll",
          "lj",
          "ǉ",
          "dž",
          "ǆ",
          "n",
          "ñ",
          "n\u0303",
          "nh",
          "😀",
          "😁",
          "👍",
          "👍🏽",
          "𝒳",
          "X",
          "x",
          "\ufffd",
          "?",
          "한",
          "\u1112\u1161\u11ab",
          "ア",
          "あ",
          "ｱ",
          "ァ",
          "は",
          "ば",
          "ぱ",
          "が",
          "か\u3099",
          "ー",
          "中",
          "丯",
          "K",
          "k",
          "\u212a",
          "µ",
          "μ",
          "Ω",
          "ω",
          "\u2126",
          "σ",
          "ς",
          "Σ",
          "²",
          "2",
          "①",
          "1",
          "Ⅳ",
          "IV",
          "½",
          "co-op",
          "coop",
          "co\u00adop",
          "CO\u2010OP",
          "e",
          "é",
          "è",
          "ê",
          "ё",
          "е",
          "й",
          "и",
          "ج",
          "\ufe9d",
          "ا",
          "أ",
          "ก",
          "เก",
          "กเ");

  private Words() {}

  /** How many there are; they are numbered from 1. */
  public static int count() {
    return TEXTS.size();
  }

  /** Makes a table {@code word (id, text)} of them, compared by their bytes. */
  public static String[] table() {
    String rows =
        IntStream.range(0, TEXTS.size())
            .mapToObj(i -> "(%d, _utf8mb4 X'%s')".formatted(i + 1, hex(TEXTS.get(i))))
            .collect(Collectors.joining(", "));
    return new String[] {
      "CREATE TABLE word (id INT PRIMARY KEY,"
          + " text VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)",
      "INSERT INTO word VALUES " + rows
    };
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
