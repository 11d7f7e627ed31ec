package com.honeydue.stores;

import com.apple.itunes.storekit.model.AutoRenewStatus;
import com.apple.itunes.storekit.model.Data;
import com.apple.itunes.storekit.model.JWSRenewalInfoDecodedPayload;
import com.apple.itunes.storekit.model.JWSTransactionDecodedPayload;
import com.apple.itunes.storekit.model.NotificationTypeV2;
import com.apple.itunes.storekit.model.ResponseBodyV2DecodedPayload;
import com.apple.itunes.storekit.model.Status;
import com.apple.itunes.storekit.model.Type;
import com.honeydue.bus.Money;
import com.honeydue.config.AppStoreSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Apple's words, once verified, come to in ours. Stateless. */
final class ApplePayloads {

  /** These bring the period that they are about, which may be an earlier one. */
  private static final Set<NotificationTypeV2> OF_ANY_PERIOD =
      Set.of(
          NotificationTypeV2.REFUND,
          NotificationTypeV2.REFUND_REVERSED,
          NotificationTypeV2.REFUND_DECLINED,
          NotificationTypeV2.CONSUMPTION_REQUEST);

  private ApplePayloads() {}

  static boolean isSubscription(JWSTransactionDecodedPayload transaction) {
    return transaction.getType() == Type.AUTO_RENEWABLE_SUBSCRIPTION;
  }

  /**
   * A reading.
   *
   * @param renewal what will become of it; must be about the same subscription
   * @param status how it stands, if that was said
   */
  static Reading reading(
      JWSTransactionDecodedPayload transaction,
      @Nullable JWSRenewalInfoDecodedPayload renewal,
      @Nullable Status status) {
    String key = required(transaction.getOriginalTransactionId());
    if (!isSubscription(transaction)) {
      throw StoreCalls.invalid("not_a_subscription");
    }
    if (renewal != null && !key.equals(renewal.getOriginalTransactionId())) {
      throw StoreCalls.invalid("other_subscription");
    }
    Instant at = instant(required(transaction.getSignedDate()));
    if (renewal != null && renewal.getSignedDate() != null) {
      Instant other = instant(renewal.getSignedDate());
      at = other.isAfter(at) ? other : at;
    }
    return new Reading(
        Store.APPLE,
        key,
        required(transaction.getProductId()),
        phase(transaction, renewal, status, at),
        at,
        required(transaction.getTransactionId()),
        time(transaction.getOriginalPurchaseDate()),
        time(transaction.getExpiresDate()),
        renewal == null ? null : time(renewal.getGracePeriodExpiresDate()),
        time(transaction.getRevocationDate()),
        transaction.getAppAccountToken(),
        null,
        true,
        isSandbox(transaction),
        money(transaction.getPrice(), transaction.getCurrency()));
  }

  static Refund refund(JWSTransactionDecodedPayload transaction) {
    return new Refund(
        Store.APPLE,
        required(transaction.getOriginalTransactionId()),
        required(transaction.getTransactionId()),
        instant(required(transaction.getRevocationDate())));
  }

  static Payment payment(JWSTransactionDecodedPayload transaction) {
    return new Payment(
        Store.APPLE,
        required(transaction.getOriginalTransactionId()),
        required(transaction.getTransactionId()),
        required(transaction.getProductId()),
        instant(required(transaction.getPurchaseDate())),
        time(transaction.getExpiresDate()),
        time(transaction.getRevocationDate()),
        money(transaction.getPrice(), transaction.getCurrency()));
  }

  /** A notification whose inner signatures are verified too. */
  static Notice notice(ResponseBodyV2DecodedPayload notification, AppleSigned signed) {
    String id = required(notification.getNotificationUUID());
    Instant at = instant(required(notification.getSignedDate()));
    Data data = notification.getData();
    String jws = data == null ? null : data.getSignedTransactionInfo();
    if (data == null || jws == null) {
      return new Notice(Store.APPLE, id, type(notification), at, null, null);
    }
    var transaction = signed.transaction(jws);
    if (!isSubscription(transaction)) {
      return new Notice(Store.APPLE, id, type(notification), at, null, null);
    }
    String inner = data.getSignedRenewalInfo();
    var renewal = inner == null ? null : signed.renewal(inner);
    var reading = reading(transaction, renewal, data.getStatus());
    var kind = notification.getNotificationType();
    boolean ofLast = kind != null && !OF_ANY_PERIOD.contains(kind);
    return new Notice(
        Store.APPLE, id, type(notification), at, reading.key(), ofLast ? reading : null);
  }

  private static String type(ResponseBodyV2DecodedPayload notification) {
    var type = notification.getNotificationType();
    if (type == null) {
      return "unknown";
    }
    if (notification.getRawSubtype() == null) {
      return type.getValue();
    }
    var subtype = notification.getSubtype();
    return type.getValue() + "." + (subtype == null ? "unknown" : subtype.getValue());
  }

  private static Phase phase(
      JWSTransactionDecodedPayload transaction,
      @Nullable JWSRenewalInfoDecodedPayload renewal,
      @Nullable Status status,
      Instant at) {
    if (Boolean.TRUE.equals(transaction.getIsUpgraded())) {
      return Phase.UPGRADED;
    }
    if (status == Status.REVOKED || transaction.getRevocationDate() != null) {
      return Phase.REVOKED;
    }
    if (status == null) {
      var expires = time(transaction.getExpiresDate());
      return expires != null && expires.isAfter(at) ? paid(renewal) : Phase.EXPIRED;
    }
    return switch (status) {
      case ACTIVE -> paid(renewal);
      case BILLING_GRACE_PERIOD -> Phase.GRACE;
      case BILLING_RETRY -> Phase.HOLD;
      case EXPIRED -> Phase.EXPIRED;
      case REVOKED -> Phase.REVOKED;
    };
  }

  private static Phase paid(@Nullable JWSRenewalInfoDecodedPayload renewal) {
    return renewal != null && renewal.getAutoRenewStatus() == AutoRenewStatus.OFF
        ? Phase.CANCELLED
        : Phase.ACTIVE;
  }

  private static boolean isSandbox(JWSTransactionDecodedPayload transaction) {
    return AppStoreSettings.SANDBOX.equals(
        String.valueOf(transaction.getRawEnvironment()).toLowerCase(Locale.ROOT));
  }

  /** Apple counts in thousandths of a currency's unit, whatever its smallest coin. */
  private static @Nullable Money money(@Nullable Long thousandths, @Nullable String currency) {
    if (thousandths == null || currency == null) {
      return null;
    }
    try {
      int digits = Currency.getInstance(currency).getDefaultFractionDigits();
      var minor = BigDecimal.valueOf(thousandths, 3).movePointRight(Math.max(0, digits));
      return new Money(minor.longValueExact(), currency);
    } catch (IllegalArgumentException | ArithmeticException noSuchAmount) {
      return null;
    }
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw StoreCalls.invalid("incomplete");
    }
    return Objects.requireNonNull(value);
  }

  private static Instant instant(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  private static @Nullable Instant time(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
