package com.honeydue.testing;

import java.util.List;

/** What a server owes its data. */
public enum Durability {
  /** Nothing: the data lives as long as the test run. */
  NONE,
  /** Everything: what was committed survives a crash. */
  FULL;

  List<String> postgres() {
    String all = this == FULL ? "on" : "off";
    return List.of("fsync=" + all, "synchronous_commit=" + all, "full_page_writes=" + all);
  }

  List<String> redis() {
    return this == FULL
        ? List.of("--appendonly", "yes", "--appendfsync", "everysec")
        : List.of("--save", "", "--appendonly", "no");
  }
}
