package com.honeydue.subscriptions;

import com.honeydue.bus.Failure;
import com.honeydue.stores.Store;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * A purchase that an app brings: for Apple the signed transaction, for Google the purchase token.
 */
record Brought(Store store, String proof) {

  /**
   * Reads it.
   *
   * @param pointer of {@code body}
   */
  static Brought of(JsonObject body, String pointer) {
    var store = Store.valueOf(body.getString("store").toUpperCase(Locale.ROOT));
    String field = store == Store.APPLE ? "signed_transaction" : "purchase_token";
    String other = store == Store.APPLE ? "purchase_token" : "signed_transaction";
    String proof = body.getString(field);
    if (proof == null) {
      throw Failure.invalid(pointer + "/" + field, "is required for this store");
    }
    if (body.containsKey(other)) {
      throw Failure.invalid(pointer + "/" + other, "is of the other store");
    }
    return new Brought(store, proof);
  }

  /** Without what names a purchase. */
  @Override
  public String toString() {
    return "Brought[" + store + "]";
  }
}
