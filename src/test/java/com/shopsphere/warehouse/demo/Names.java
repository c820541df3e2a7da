package com.shopsphere.warehouse.demo;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.datafaker.Faker;

/**
 * The names that one region's people, streets and cities have; some come more than once.
 *
 * @param firsts given names of at most 40 characters
 * @param lasts family names of at most 40 characters
 * @param streets without house numbers, of at most 80 characters
 * @param cities of at most 80 characters
 */
record Names(List<String> firsts, List<String> lasts, List<String> streets, List<String> cities) {
  private static final int DRAWN = 200;
  private static final Names GREEK =
      new Names(
          List.of("Μαρία", "Γιώργος", "Ελένη", "Κωνσταντίνος", "Σοφία", "Νίκος", "Αικατερίνη"),
          List.of("Παπαδόπουλος", "Βλαχάκη", "Αγγελόπουλος", "Οικονόμου", "Γεωργίου", "Καζαντζάκη"),
          List.of("Ερμού", "Πανεπιστημίου", "Αγίου Δημητρίου", "Βασιλίσσης Σοφίας", "Αθηνάς"),
          List.of("Αθήνα", "Θεσσαλονίκη", "Ηράκλειο", "Πάτρα", "Ιωάννινα", "Βόλος"));
  private static final Names HINDI =
      new Names(
          List.of("आरव", "अनन्या", "विवान", "प्रिया", "अर्जुन", "लक्ष्मी", "कृष्ण"),
          List.of("शर्मा", "वर्मा", "सिंह", "गुप्ता", "मिश्रा", "चौधरी", "त्रिपाठी"),
          List.of("महात्मा गांधी मार्ग", "नेहरू रोड", "स्टेशन रोड", "चाँदनी चौक"),
          List.of("मुंबई", "दिल्ली", "जयपुर", "लखनऊ", "इंदौर", "पुणे"));

  Names {
    firsts = List.copyOf(firsts);
    lasts = List.copyOf(lasts);
    streets = List.copyOf(streets);
    cities = List.copyOf(cities);
  }

  /**
   * Draws names from the seed; Greek and Hindi ones are fixed, for Datafaker has too few of them.
   */
  static Names drawn(Region region, long seed) {
    return switch (region.locale().getLanguage()) {
      case "el" -> GREEK;
      case "hi" -> HINDI;
      default -> fromDatafaker(region, seed);
    };
  }

  private static Names fromDatafaker(Region region, long seed) {
    var random = new Random(Draws.of(seed, Draws.Purpose.WORDS, region.id()).next());
    var faker = new Faker(region.locale(), random);
    Supplier<String> street =
        region.streetEnding().isEmpty()
            ? faker.address()::streetName
            : () -> faker.name().lastName() + region.streetEnding();
    return new Names(
        drawn(faker.name()::firstName, 40),
        drawn(faker.name()::lastName, 40),
        drawn(street, 80),
        drawn(faker.address()::city, 80));
  }

  static List<String> drawn(Supplier<String> source, int longest) {
    return Stream.generate(source).filter(name -> name.length() <= longest).limit(DRAWN).toList();
  }
}
