package com.honeydue.bench;

import java.util.Locale;
import java.util.Set;

/** What two servers are asked again and again, to compare what it costs them. */
enum Workload {

  /** The board of fifty tasks. */
  BOARD("GET /api/tasks/, a board of 50 tasks", 1, Set.of("as_of")),

  /** A task more at home. */
  CREATE("POST /api/tasks/", 1, Set.of("id", "created_at", "updated_at")),

  /** The open occurrence of a task that recurs, each time of another task. */
  COMPLETE(
      "POST /api/tasks/{id}/quick-complete/",
      1,
      Set.of("id", "task_id", "performed_at", "created_at", "updated_at")),

  /** With the right password: almost all of it is the password's hash. */
  LOGIN("POST /api/auth/login/", 8, Set.of("token", "expires_at")),

  /** Of ten requests eight boards, one task more and one completion. */
  MIXED("eight boards, one task more, one completion", 1, Set.of("as_of"));

  private final String tells;
  private final int share;
  private final Set<String> varying;

  Workload(String tells, int share, Set<String> varying) {
    this.tells = tells;
    this.share = share;
    this.varying = varying;
  }

  /**
   * @param name as an option has it, such as {@code board}
   */
  static Workload named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  String tells() {
    return tells;
  }

  /** Of so many callers, those that ask at a time: more would only wait for the pool of hashes. */
  int callers(int all) {
    return Math.max(1, all / share);
  }

  /** Members of its answers that are another each time. */
  Set<String> varying() {
    return varying;
  }
}
