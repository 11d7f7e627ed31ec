package com.honeydue.bench;

import java.util.Locale;
import java.util.Set;

/** What two servers are asked again and again, to compare what it costs them. */
enum Workload {

  /** The board of fifty tasks. */
  BOARD("GET /api/tasks/, a board of 50 tasks", 1),

  /** A task more at home. */
  CREATE("POST /api/tasks/", 1),

  /** The open occurrence of a task that recurs, each time of another task. */
  COMPLETE("POST /api/tasks/{id}/quick-complete/", 1),

  /** With the right password: almost all of it is the password's hash. */
  LOGIN("POST /api/auth/login/", 8),

  /** Of ten requests eight boards, one task more and one completion. */
  MIXED("eight boards, one task more, one completion", 1);

  private final String tells;
  private final int share;

  Workload(String tells, int share) {
    this.tells = tells;
    this.share = share;
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
    return switch (this) {
      case BOARD, MIXED -> Set.of("as_of");
      case CREATE -> Set.of("id", "created_at", "updated_at");
      case COMPLETE -> Set.of("id", "task_id", "performed_at", "created_at", "updated_at");
      case LOGIN -> Set.of("token", "expires_at");
    };
  }
}
