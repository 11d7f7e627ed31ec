package com.honeydue.storage;

import java.util.regex.Pattern;

/** What keys may look like: the same in every storage, and never a way out of a directory. */
final class Keys {

  private static final Pattern KEY = Pattern.compile("[a-z0-9_-]+([./][a-z0-9_-]+)*");
  private static final int LONGEST = 200;

  private Keys() {}

  static String checked(String key) {
    if (key.length() > LONGEST || !KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("not a key of a file");
    }
    return key;
  }
}
