package com.honeydue;

import com.honeydue.config.DatabaseSettings;
import com.honeydue.db.Script;
import java.util.Map;

/** What {@code staff} does: the way to a first staff account. Blocking. */
final class StaffAccount {

  private StaffAccount() {}

  /**
   * Makes an account staff and notes it in the audit trail; safe to repeat.
   *
   * @return a line for the operator
   * @throws IllegalArgumentException if no account that may be used has this address
   */
  static String make(DatabaseSettings settings, String email) throws Exception {
    String id = new Script("/db/staff.sql").run(settings, Map.of("staff.email", email));
    if (id.isEmpty()) {
      throw new IllegalArgumentException("no active account has the e-mail address " + email);
    }
    return "account " + id + " is staff; sessions from before have to sign in again to be it";
  }
}
