package com.honeydue.storage;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The keys of files that have a row of {@code upload_upload}: the day comes first, so that a sweep
 * for files without one need not look at all of them. Stateless.
 */
public final class DayKeys {

  private static final String PREFIX = "uploads/";
  private static final String THUMBNAIL = "-t";

  private DayKeys() {}

  /** What the keys of that day begin with. */
  public static String prefix(Instant day) {
    return PREFIX + day.atOffset(ZoneOffset.UTC).toLocalDate() + "/";
  }

  /**
   * A key.
   *
   * @param name unique, of {@code a-z 0-9}
   */
  public static String of(Instant day, String name) {
    return prefix(day) + name;
  }

  /** The key of what the job {@code id} makes: the same each time it is tried. */
  public static String ofJob(Instant made, String id) {
    return of(made, id.replace("-", ""));
  }

  /** The key of the thumbnail that belongs to {@code key}. */
  public static String thumbnailOf(String key) {
    return key + THUMBNAIL;
  }

  /** The key of the file that a key, perhaps of a thumbnail, belongs to. */
  public static String fileOf(String key) {
    return key.endsWith(THUMBNAIL) ? key.substring(0, key.length() - THUMBNAIL.length()) : key;
  }
}
