package com.honeydue.mail;

import com.honeydue.bus.Money;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The words of one language, and dates, times and money as people write them where the reader is.
 * Immutable.
 */
public final class Texts {

  /** Languages that mails are written in; the first is everybody else's. */
  static final List<String> LANGUAGES = Words.LANGUAGES;

  private static final Words OF_MAILS = Words.in("/mail/texts/");

  /** The narrow space that CLDR puts before “PM”; few fonts of mail clients have it. */
  private static final char NARROW_SPACE = '\u202f';

  private final String language;
  private final Map<String, String> words;
  private final Locale locale;
  private final DateTimeFormatter day;
  private final DateTimeFormatter shortDay;
  private final DateTimeFormatter moment;

  private Texts(Words words, String language, Locale locale) {
    this.language = language;
    this.words = words.of(language);
    this.locale = locale;
    this.day = DateTimeFormatter.ofLocalizedPattern("yMMMEd").withLocale(locale);
    this.shortDay = DateTimeFormatter.ofLocalizedPattern("MMMEd").withLocale(locale);
    this.moment =
        new DateTimeFormatterBuilder()
            .appendLocalized(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .appendPattern(" z")
            .toFormatter(locale);
  }

  /** Those of mails, for a reader with this BCP 47 tag. */
  static Texts of(String tag) {
    return of(OF_MAILS, tag);
  }

  /**
   * For a reader with this BCP 47 tag. Words are those of its language, else English; dates are its
   * region's, in those words.
   */
  public static Texts of(Words words, String tag) {
    Locale asked = parse(tag);
    String language = LANGUAGES.contains(asked.getLanguage()) ? asked.getLanguage() : "en";
    return new Texts(
        words,
        language,
        asked.getLanguage().equals(language) ? asked : Locale.of(language, asked.getCountry()));
  }

  /** Underscores as in POSIX' names; anything else that is no tag is the root locale. */
  private static Locale parse(String tag) {
    try {
      return new Locale.Builder().setLanguageTag(tag.replace('_', '-')).build();
    } catch (IllformedLocaleException noTag) {
      return Locale.ROOT;
    }
  }

  /** One of {@link Words#languages}. */
  public String language() {
    return language;
  }

  /**
   * The text under {@code key}, with dates and money of the arguments as the locale writes them.
   *
   * @throws IllegalArgumentException when there is none
   */
  public String say(String key, Object... arguments) {
    String pattern = words.get(key);
    if (pattern == null) {
      throw new IllegalArgumentException("no text " + key + " in " + language);
    }
    // Made anew each time: a format is not thread-safe.
    return new MessageFormat(pattern, locale)
        .format(Arrays.stream(arguments).map(this::shown).toArray());
  }

  private Object shown(Object argument) {
    return switch (argument) {
      case String text -> UserText.name(text);
      case LocalDate when -> day(when);
      case Money money -> money(money);
      case Enum<?> constant ->
          say(
              constant.getDeclaringClass().getSimpleName().toLowerCase(Locale.ROOT)
                  + "."
                  + constant.name().toLowerCase(Locale.ROOT));
      default -> argument;
    };
  }

  /** With its weekday, such as {@code Tue, Nov 24, 2026}. */
  String day(LocalDate when) {
    return plain(day.format(when));
  }

  /** The same without the year. */
  String shortDay(LocalDate when) {
    return plain(shortDay.format(when));
  }

  /** Day and time with the zone's short name. */
  String moment(Instant when, ZoneId zone) {
    return plain(moment.format(when.atZone(zone)));
  }

  String money(Money money) {
    var currency = Currency.getInstance(money.currency());
    var format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(currency);
    int digits = Math.max(0, currency.getDefaultFractionDigits());
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return plain(format.format(BigDecimal.valueOf(money.amountMinor(), digits)));
  }

  /** All keys of a language. */
  static Set<String> keys(String language) {
    return OF_MAILS.keys(language);
  }

  /** What stands in the file, for tests. */
  static String pattern(String language, String key) {
    return Objects.requireNonNull(OF_MAILS.of(language).get(key));
  }

  private static String plain(String text) {
    return text.replace(NARROW_SPACE, '\u00a0');
  }
}
