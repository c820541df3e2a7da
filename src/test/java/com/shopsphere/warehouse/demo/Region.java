package com.shopsphere.warehouse.demo;

import java.util.List;
import java.util.Locale;

/**
 * Where Shopsphere sells, with a region's own script and formats.
 *
 * @param places the country, then its provinces
 * @param comments what reviews say
 */
record Region(Market market, Format format, List<String> places, List<String> comments) {

  static final Region UNITED_STATES =
      new Region(
          new Market(1, "United States", "USD", 26),
          new Format("en-US", "", "+1 ###-###-####", "#####"),
          List.of("United States", "California", "Texas", "New York", "Ohio", "Hawaiʻi"),
          List.of(
              "Works as described.",
              "Broke after a week :(",
              "Five stars!",
              "Wouldn't buy again."));

  static final Region UNITED_KINGDOM =
      new Region(
          new Market(2, "United Kingdom", "GBP", 10),
          new Format("en-GB", "", "+44 7### ######", "??# #??"),
          List.of("United Kingdom", "England", "Scotland", "Wales", "Northern Ireland"),
          List.of(
              "Brilliant, cheers!", "Not my cup of tea.", "Arrived a fortnight late.", "Lovely."));

  static final Region GERMANY =
      new Region(
          new Market(3, "Germany", "EUR", 12),
          new Format("de", "", "+49 15# #######", "#####"),
          List.of("Deutschland", "Baden-Württemberg", "Thüringen", "Bayern", "Nordrhein-Westfalen"),
          List.of(
              "Sehr gute Qualität.",
              "Größe fällt klein aus.",
              "Lieferung zu spät!",
              "Für 5 € okay."));

  static final Region FRANCE =
      new Region(
          new Market(4, "France", "EUR", 8),
          new Format("fr", "", "+33 6 ## ## ## ##", "#####"),
          List.of("France", "Île-de-France", "Provence-Alpes-Côte d’Azur", "Bretagne", "Grand Est"),
          List.of(
              "Très déçue…", "Parfait, rien à redire !", "« Correct » sans plus.", "À éviter."));

  static final Region MEXICO =
      new Region(
          new Market(5, "Mexico", "MXN", 5),
          new Format("es-MX", "", "+52 ## #### ####", "#####"),
          List.of("México", "Michoacán", "Yucatán", "Nuevo León", "Querétaro"),
          List.of("¡Excelente!", "¿Dónde está el manual?", "Llegó en tres días.", "Muy pequeño."));

  static final Region BRAZIL =
      new Region(
          new Market(6, "Brazil", "BRL", 7),
          new Format("pt-BR", "", "+55 (##) 9####-####", "#####-###"),
          List.of("Brasil", "São Paulo", "Ceará", "Paraná", "Goiás"),
          List.of("Ótimo produto.", "Não funcionou.", "Chegou rápido, recomendo!", "Péssimo."));

  static final Region GREECE =
      new Region(
          new Market(7, "Greece", "EUR", 3),
          new Format("el", "", "+30 69# ### ####", "### ##"),
          List.of("Ελλάδα", "Αττική", "Κρήτη", "Θεσσαλία", "Ήπειρος"),
          List.of("Πολύ καλό!", "Δεν άξιζε τα λεφτά.", "Άργησε να έρθει.", "Το συνιστώ."));

  static final Region UKRAINE =
      new Region(
          new Market(8, "Ukraine", "UAH", 3),
          new Format("uk", "", "+380 ## ### ## ##", "#####"),
          List.of("Україна", "Київська область", "Львівська область", "Одеська область"),
          List.of(
              "Дуже добре.", "Зламалося за день.", "Ціна висока, але варто.", "Їжак задоволений!"));

  static final Region EMIRATES =
      new Region(
          new Market(9, "United Arab Emirates", "AED", 4),
          new Format("ar", "", "+971 5# ### ####", "#####"),
          List.of("الإمارات العربية المتحدة", "دبي", "أبو ظبي", "الشارقة"),
          List.of("منتج ممتاز", "وصل متأخرًا جدًا.", "لا أنصح به!", "جيد مقابل السعر"));

  static final Region INDIA =
      new Region(
          new Market(10, "India", "INR", 8),
          new Format("hi", "", "+91 9#### #####", "######"),
          List.of("भारत", "महाराष्ट्र", "उत्तर प्रदेश", "राजस्थान", "मध्य प्रदेश"),
          List.of("बहुत अच्छा है।", "पैसे बर्बाद।", "समय पर मिला, धन्यवाद!", "ठीक-ठाक"));

  static final Region CHINA =
      new Region(
          new Market(11, "China", "CNY", 5),
          new Format("zh-CN", "路", "+86 13# #### ####", "######"),
          List.of("中国", "广东省", "四川省", "浙江省", "上海市"),
          List.of("质量很好，推荐！", "物流太慢。", "颜色与图片不符", "一般般吧……"));

  static final Region JAPAN =
      new Region(
          new Market(12, "Japan", "JPY", 6),
          new Format("ja", "町", "+81 90-####-####", "###-####"),
          List.of("日本", "東京都", "北海道", "大阪府", "沖縄県"),
          List.of("とても良いです。", "すぐ壊れました。", "サイズが小さい", "コスパ最高！"));

  static final Region KOREA =
      new Region(
          new Market(13, "South Korea", "KRW", 3),
          new Format("ko", "로", "+82 10-####-####", "#####"),
          List.of("대한민국", "서울특별시", "경기도", "부산광역시", "제주특별자치도"),
          List.of("정말 좋아요!", "배송이 너무 늦어요.", "가격 대비 만족", "비추천합니다."));

  /** A region that nobody has ordered from yet. */
  static final Region AUSTRALIA =
      new Region(
          new Market(14, "Australia", "AUD", 0),
          new Format("en-AU", "", "+61 4## ### ###", "####"),
          List.of("Australia", "Tasmania", "Victoria"),
          List.of("No worries."));

  static final List<Region> ALL =
      List.of(
          UNITED_STATES,
          UNITED_KINGDOM,
          GERMANY,
          FRANCE,
          MEXICO,
          BRAZIL,
          GREECE,
          UKRAINE,
          EMIRATES,
          INDIA,
          CHINA,
          JAPAN,
          KOREA,
          AUSTRALIA);

  Region {
    places = List.copyOf(places);
    comments = List.copyOf(comments);
  }

  /**
   * The region as the table of regions has it; of 100 customers, so many as the weight are from
   * there.
   */
  record Market(int id, String name, String currency, int weight) {}

  /** How addresses look: {@code #} stands for a digit, {@code ?} for a capital letter. */
  record Format(String language, String streetEnding, String phone, String postalCode) {}

  /**
   * The region that a customer is from.
   *
   * @param percentile the customer's place among 100, from 0
   */
  static Region ofPercentile(int percentile) {
    int end = 0;
    for (var region : ALL) {
      end += region.market().weight();
      if (percentile < end) {
        return region;
      }
    }
    throw new IllegalArgumentException("Invalid percentile: expected 0 to 99, found " + percentile);
  }

  /** The key in the table of regions: 1 for the first, and so on. */
  int id() {
    return market.id();
  }

  String displayName() {
    return market.name();
  }

  String currency() {
    return market.currency();
  }

  Locale locale() {
    return Locale.forLanguageTag(format.language());
  }

  /** What turns a family name into a street's name, empty where streets have names of their own. */
  String streetEnding() {
    return format.streetEnding();
  }

  String phonePattern() {
    return format.phone();
  }

  String postalCodePattern() {
    return format.postalCode();
  }

  /** The country, in its own script. */
  String country() {
    return places.get(0);
  }

  List<String> provinces() {
    return places.subList(1, places.size());
  }
}
