package com.honeydue.residences.report;

import com.honeydue.bus.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How money is written in documents. Stateless. */
final class Amounts {

  private static final int USUAL_DIGITS = 2;

  private Amounts() {}

  /** The amount in the currency's main unit, as ISO 4217 divides it. */
  static BigDecimal major(Money money) {
    return BigDecimal.valueOf(money.amountMinor(), digits(money.currency()));
  }

  /** Such as {@code USD 1,250.00}. */
  static String text(Money money) {
    return money.currency()
        + " "
        + String.format(Locale.ENGLISH, "%,." + digits(money.currency()) + "f", major(money));
  }

  /** Several, or a dash for none. */
  static String text(List<Money> amounts) {
    return amounts.isEmpty()
        ? "–"
        : amounts.stream().map(Amounts::text).collect(Collectors.joining(", "));
  }

  private static int digits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException unknown) {
      return USUAL_DIGITS;
    }
  }
}
