package com.honeydue.bus;

/**
 * Builds the entity tag of an answer that is made of many rows, from the ids and versions of those
 * rows: two answers with the same tag are the same. 64 bits, mixed so that neighbouring numbers
 * give unlike tags (the finalizer of MurmurHash3). For one thread.
 */
public final class Fingerprint {

  private long hash = 0x9E3779B97F4A7C15L;

  public Fingerprint add(long value) {
    hash = mix(hash + 0x9E3779B97F4A7C15L ^ mix(value));
    return this;
  }

  public Fingerprint add(String value) {
    add(value.length());
    for (int i = 0; i < value.length(); i++) {
      hash = mix(hash * 31 + value.charAt(i));
    }
    return this;
  }

  /** The tag of all that was added, in its order. */
  public String tag() {
    return Long.toUnsignedString(hash, 36);
  }

  private static long mix(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
