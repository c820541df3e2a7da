package com.shopsphere.warehouse.demo;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;
import org.jspecify.annotations.Nullable;

/**
 * All words that rows are put together from: a few thousand, drawn once from the seed.
 *
 * @param names each region's names, in the order of the regions
 * @param adjectives what is said of products, each of at most 20 characters
 * @param materials of at most 15 characters
 * @param companies of at most 100 characters
 * @param sentences of at most 300 characters
 */
record Words(
    List<Names> names,
    List<String> adjectives,
    List<String> materials,
    List<String> companies,
    List<String> sentences) {

  /** Family names that programs stumble over. */
  private static final List<String> AWKWARD_LASTS =
      List.of(
          "O'Brien",
          "Null",
          "𠮷田",
          "van der Łukasiewicz-Þórsdóttir",
          "Nun\u0303ez",
          "d\"Artagnan",
          "Zo\\e",
          "  Blank  ",
          "李\u3000小龍");

  /** Sentences that programs stumble over. */
  private static final List<String> AWKWARD_SENTENCES =
      List.of(
          "Said \"fine\", isn't.",
          "Saved under C:\\new\\table\\",
          "First line\nsecond line",
          "From Windows:\r\n\tindented\r\n",
          "a\tb\tc",
          "'; DROP TABLE `order`; --",
          "\\N",
          "👍🏽 👨‍👩‍👧‍👦 🇯🇵",
          "\u202Bעברית\u202C and English",
          "NULL",
          " ",
          "<b>bold</b> &amp; 100 % {\"json\": [1, null]}");

  private static final List<String> EMOJI = List.of("😀", "😡", "👍", "🎁", "💔", "🔥", "❤️", "📦");

  Words {
    names = List.copyOf(names);
    adjectives = List.copyOf(adjectives);
    materials = List.copyOf(materials);
    companies = List.copyOf(companies);
    sentences = List.copyOf(sentences);
  }

  static Words drawn(long seed) {
    var random = new Random(Draws.of(seed, Draws.Purpose.WORDS, 0).next());
    var faker = new Faker(Locale.US, random);
    return new Words(
        Region.ALL.stream().map(region -> Names.drawn(region, seed)).toList(),
        Names.drawn(() -> firstWord(faker.commerce().productName()), 20),
        Names.drawn(faker.commerce()::material, 15),
        Names.drawn(faker.company()::name, 100),
        Names.drawn(() -> faker.lorem().sentence(8, 6), 300));
  }

  Names names(Region region) {
    return names.get(region.id() - 1);
  }

  String first(Region region, Draws draws) {
    String first = draws.pick(names(region).firsts());
    return draws.perMille(5) ? first + " " + draws.pick(EMOJI) : first;
  }

  /** A middle name, an initial, nothing said (null) or nothing there (empty). */
  @Nullable String middle(Region region, Draws draws) {
    return switch (draws.weighted(55, 5, 25, 15)) {
      case 0 -> null;
      case 1 -> "";
      case 2 -> draws.pick(names(region).firsts());
      default -> (char) ('A' + draws.below(26)) + ".";
    };
  }

  String last(Region region, Draws draws) {
    return draws.pick(draws.perMille(8) ? AWKWARD_LASTS : names(region).lasts());
  }

  /** An address of electronic mail that no other index has. */
  String email(long index, Draws draws) {
    var american = names(Region.UNITED_STATES);
    String person = draws.pick(american.firsts()) + "." + draws.pick(american.lasts());
    return person.toLowerCase(Locale.ROOT) + Long.toString(index, 36) + "@example.com";
  }

  /**
   * What a customer writes below the stars: in the region's language, awkward, long or with emoji.
   */
  String comment(Region region, Draws draws) {
    String comment = draws.pick(region.comments());
    return switch (draws.weighted(600, 200, 150, 48, 2)) {
      case 0 -> comment;
      case 1 -> comment + " " + draws.pick(EMOJI);
      case 2 -> comment + " " + draws.pick(region.comments()) + " " + draws.pick(sentences);
      case 3 -> draws.pick(AWKWARD_SENTENCES);
      default -> comment + "\n" + (draws.pick(sentences) + "\n").repeat(60);
    };
  }

  /** A text on a product or a supplier, of one sentence or three. */
  String description(Draws draws) {
    String sentence = draws.pick(sentences);
    return draws.perMille(300)
        ? sentence + " " + draws.pick(sentences) + " " + draws.pick(sentences)
        : sentence;
  }

  /** A text on a product with a part that programs stumble over: another one for each number. */
  String awkwardDescription(long number, Draws draws) {
    int awkward = (int) (number % AWKWARD_SENTENCES.size());
    return draws.pick(sentences) + " " + AWKWARD_SENTENCES.get(awkward);
  }

  /** What a product is called, in at most 75 characters. */
  String product(String noun, Draws draws) {
    String name = draws.pick(adjectives) + " " + draws.pick(materials) + " " + noun;
    return switch (draws.weighted(90, 4, 3, 3)) {
      case 0 -> name;
      case 1 -> name + " " + draws.pick(EMOJI);
      case 2 -> name + " 3½\"";
      default -> name + " (日本製)";
    };
  }

  /** A region's pattern with its {@code #} and {@code ?} replaced by digits and capital letters. */
  static String filled(String pattern, Draws draws) {
    var filled = new StringBuilder(pattern.length());
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      filled.append(
          switch (c) {
            case '#' -> (char) ('0' + draws.below(10));
            case '?' -> (char) ('A' + draws.below(26));
            default -> c;
          });
    }
    return filled.toString();
  }

  private static String firstWord(String words) {
    int blank = words.indexOf(' ');
    return blank < 0 ? words : words.substring(0, blank);
  }
}
