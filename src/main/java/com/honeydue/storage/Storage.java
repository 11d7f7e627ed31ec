package com.honeydue.storage;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;

/**
 * Keeps files under keys. What is kept is never changed, only removed. May be used from any event
 * loop, none of which it blocks; answers on the caller's context. What the other side does wrong is
 * a {@code Failure} of kind {@code UNAVAILABLE} with the code {@code storage_unavailable}.
 */
public interface Storage {

  /**
   * Keeps a file.
   *
   * @return completes when it is there, whole and for good; when it fails nothing is left
   */
  Future<Void> put(String key, Content content);

  /**
   * Reads a file, or a part of it.
   *
   * @return fails with {@code not_found} when there is none under that key
   */
  Future<Download> get(String key, ByteRange range);

  /** Removes files; those that are not there count as removed. */
  Future<Void> remove(Collection<String> keys);

  /**
   * The files whose keys begin with {@code prefix}, in the order of their keys: a page of them.
   *
   * @param after the key behind which the page begins; empty for the first
   */
  Future<Listing> list(String prefix, String after);

  /**
   * Where whoever has the link can read a file for some time.
   *
   * @return a URL, or where the API itself serves the file a path of it
   */
  String link(String key, Delivery delivery, Duration life);

  /** Whether the API itself has to serve the files, as nobody else can. */
  boolean isLocal();

  Future<Void> close();
}
