package com.honeydue.stores;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store's word that something has happened, verified.
 *
 * @param id the store's: {@code notificationUUID} or {@code messageId}; the same when it is sent
 *     again
 * @param type the store's word for it, {@code TYPE} or {@code TYPE.SUBTYPE}; from a bounded set:
 *     what is not known is {@code unknown}
 * @param at when it happened, as the store says
 * @param key the subscription, as {@link Reading#key}; {@code null} for one that is about none,
 *     such as a test
 * @param reading what it says of the subscription itself; {@code null} where it only says that
 *     there is something to read
 */
public record Notice(
    Store store,
    String id,
    String type,
    Instant at,
    @Nullable String key,
    @Nullable Reading reading) {

  /** Without what names a purchase. */
  @Override
  public String toString() {
    return "Notice[" + store + " " + type + "]";
  }
}
