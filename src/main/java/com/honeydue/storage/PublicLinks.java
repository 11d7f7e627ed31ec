package com.honeydue.storage;

import java.net.URI;
import java.time.Duration;

/**
 * Links to files as mails have them: for whoever has the mail, and longer than the API's own.
 * Immutable.
 *
 * @param api where the API is reached from outside, which serves files that are in a directory
 */
public record PublicLinks(Storage storage, URI api) {

  /**
   * Where a file can be saved.
   *
   * @param name under which, without the ending of its type
   */
  public URI to(String key, String name, String mediaType, Duration life) {
    var delivery = new Delivery(mediaType, name + Delivery.ending(mediaType));
    return api.resolve(storage.link(key, delivery, life));
  }
}
