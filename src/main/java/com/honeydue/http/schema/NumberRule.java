package com.honeydue.http.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a number. What does not fit a {@code long} or a {@code double} is out of range
 * whatever the schema says, since nothing behind the edge could hold it.
 *
 * @param least the smallest long that is allowed
 * @param most the largest long that is allowed
 */
record NumberRule(
    @Nullable BigDecimal minimum,
    @Nullable BigDecimal maximum,
    @Nullable BigDecimal exclusiveMinimum,
    @Nullable BigDecimal exclusiveMaximum,
    @Nullable BigDecimal multipleOf,
    long least,
    long most) {

  private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Beyond this a double no longer tells neighbouring integers apart. */
  private static final double EXACT = 0x1p53;

  static NumberRule of(
      @Nullable BigDecimal minimum,
      @Nullable BigDecimal maximum,
      @Nullable BigDecimal exclusiveMinimum,
      @Nullable BigDecimal exclusiveMaximum,
      @Nullable BigDecimal multipleOf) {
    long least = Long.MIN_VALUE;
    long most = Long.MAX_VALUE;
    if (minimum != null) {
      least = clamp(minimum.setScale(0, RoundingMode.CEILING));
    }
    if (exclusiveMinimum != null) {
      least =
          Math.max(
              least, clamp(exclusiveMinimum.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE)));
    }
    if (maximum != null) {
      most = clamp(maximum.setScale(0, RoundingMode.FLOOR));
    }
    if (exclusiveMaximum != null) {
      most =
          Math.min(
              most,
              clamp(exclusiveMaximum.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE)));
    }
    return new NumberRule(
        minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, least, most);
  }

  /**
   * Whether {@code value} is of the right type; what else is wrong with it goes to {@code errors}.
   */
  boolean check(Number value, boolean integersOnly, Errors errors) {
    switch (value) {
      case Integer number -> checkLong(number, errors);
      case Long number -> checkLong(number, errors);
      case BigInteger tooLarge -> errors.add("is out of range");
      default -> {
        double number = value.doubleValue();
        if (integersOnly && number != Math.rint(number)) {
          return false;
        }
        if (Double.isInfinite(number)
            || Double.isNaN(number)
            || (integersOnly && Math.abs(number) > EXACT)) {
          errors.add("is out of range");
        } else {
          checkDecimal(decimal(value), errors);
        }
      }
    }
    return true;
  }

  static BigDecimal decimal(Number number) {
    return switch (number) {
      case Integer small -> BigDecimal.valueOf(small);
      case Long large -> BigDecimal.valueOf(large);
      case BigInteger huge -> new BigDecimal(huge);
      case BigDecimal exact -> exact;
      default -> BigDecimal.valueOf(number.doubleValue());
    };
  }

  private void checkLong(long value, Errors errors) {
    if (value < least || value > most) {
      checkDecimal(BigDecimal.valueOf(value), errors);
    } else if (multipleOf != null) {
      checkMultiple(BigDecimal.valueOf(value), multipleOf, errors);
    }
  }

  private void checkDecimal(BigDecimal value, Errors errors) {
    if (minimum != null && value.compareTo(minimum) < 0) {
      errors.add("must be at least " + minimum.toPlainString());
    } else if (maximum != null && value.compareTo(maximum) > 0) {
      errors.add("must be at most " + maximum.toPlainString());
    } else if (exclusiveMinimum != null && value.compareTo(exclusiveMinimum) <= 0) {
      errors.add("must be more than " + exclusiveMinimum.toPlainString());
    } else if (exclusiveMaximum != null && value.compareTo(exclusiveMaximum) >= 0) {
      errors.add("must be less than " + exclusiveMaximum.toPlainString());
    } else if (multipleOf != null) {
      checkMultiple(value, multipleOf, errors);
    }
  }

  private static void checkMultiple(BigDecimal value, BigDecimal of, Errors errors) {
    if (value.remainder(of).signum() != 0) {
      errors.add("must be a multiple of " + of.toPlainString());
    }
  }

  private static long clamp(BigDecimal bound) {
    return bound.max(LEAST_LONG).min(MOST_LONG).longValueExact();
  }
}
