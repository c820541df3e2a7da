package com.shopsphere.warehouse.report;

import static java.util.stream.Collectors.joining;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lines of a fixed-width terminal, whatever the letters in them. */
final class Texts {

  /** Whose letters take two columns. */
  private static final Set<UnicodeScript> WIDE_SCRIPTS =
      Set.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO);

  /** Signs of the same width that are of no script: 「, full-width forms. */
  private static final String WIDE_SIGNS = "[\\u3000-\\u303F\\uFF01-\\uFF60\\uFFE0-\\uFFE6]";

  /** From here on, emoji. */
  private static final int FIRST_PICTURE = 0x1F000;

  private Texts() {}

  /** Columns that a text takes. */
  static int width(String text) {
    return text.codePoints().map(Texts::width).sum();
  }

  private static int width(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        character >= FIRST_PICTURE
            || WIDE_SCRIPTS.contains(UnicodeScript.of(character))
            || Character.toString(character).matches(WIDE_SIGNS);
    return wide ? 2 : 1;
  }

  /** The text with what has no shape, such as a line break in a name, told by its number. */
  static String printable(String text) {
    return text.codePoints().mapToObj(Texts::printable).collect(joining());
  }

  private static String printable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          "\\u%04x".formatted(character);
      default -> Character.toString(character);
    };
  }

  /** Blanks up to a width. */
  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /**
   * Cuts a text into lines: at blanks, and within a word only if it is wider than a line.
   *
   * @param width at least 2
   * @return at least one line; no letter is lost
   */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = printable(text);
    while (width(rest) > width) {
      int end = fitting(rest, width);
      int blank = rest.lastIndexOf(' ', end);
      boolean atBlank = blank > 0;
      lines.add(rest.substring(0, atBlank ? blank : end));
      rest = rest.substring(atBlank ? blank + 1 : end);
    }
    lines.add(rest);
    return lines;
  }

  /** Length of the longest beginning that fits. */
  private static int fitting(String text, int width) {
    int end = 0;
    int taken = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      taken += width(character);
      if (taken > width) {
        return end;
      }
      end += Character.charCount(character);
    }
    return end;
  }
}
