package com.honeydue.bus;

import org.jspecify.annotations.Nullable;

/**
 * An amount of money, as every operation takes and answers it.
 *
 * @param amountMinor in the smallest unit of the currency, such as cents
 * @param currency ISO 4217, such as {@code USD}
 */
public record Money(long amountMinor, String currency) {

  /** The amount of two columns that are null together. */
  public static @Nullable Money ofColumns(@Nullable Long amountMinor, @Nullable String currency) {
    return amountMinor == null || currency == null ? null : new Money(amountMinor, currency);
  }
}
