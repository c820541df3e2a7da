package com.shopsphere.warehouse.marts;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page that {@code submit/marts.sh report} writes.
 *
 * @param html all of it
 */
record ReportPage(String html) {

  private static final Pattern LIBRARY =
      Pattern.compile("<script type=\"module\">.*?</script>", Pattern.DOTALL);
  private static final Pattern REFERENCE =
      Pattern.compile("\\s(?:src|srcset|href|data|action)=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");
  private static final Pattern TOTALS =
      Pattern.compile("<tr id=\"total-(\\w+)\">(.*?)</tr>", Pattern.DOTALL);
  private static final Pattern TOTAL =
      Pattern.compile("<td[^>]* data-measure=\"(\\w+)\">(.*?)</td>");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  /** The page without the library that draws the charts. */
  String own() {
    return LIBRARY.matcher(html).replaceAll("");
  }

  /** What a reader sees, in one line. */
  String text() {
    return textOf(own());
  }

  /** Where links, scripts, styles and pictures of the page point. */
  List<String> references() {
    return found(REFERENCE);
  }

  List<String> ids() {
    return found(ID);
  }

  private List<String> found(Pattern pattern) {
    return pattern.matcher(own()).results().map(match -> match.group(1)).toList();
  }

  /** The printed totals: fact, measure, number without commas, and what is said of it if any. */
  List<String> totals() {
    return TOTALS.matcher(own()).results().flatMap(ReportPage::totalsOf).toList();
  }

  private static Stream<String> totalsOf(MatchResult fact) {
    return TOTAL
        .matcher(fact.group(2))
        .results()
        .map(cell -> "%s %s %s".formatted(fact.group(1), cell.group(1), textOf(cell.group(2))))
        .map(total -> total.replaceAll("[,✓✗]", "").replace("  ", " ").strip());
  }

  private static String textOf(String html) {
    return TAG.matcher(html).replaceAll(" ").replaceAll("\\s+", " ");
  }
}
