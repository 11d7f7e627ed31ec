package com.honeydue.auth;

import java.util.List;
import java.util.function.Predicate;

/**
 * What goes when an account goes.
 *
 * @param dryRun whether nothing has gone yet
 * @param deleted homes that nobody else belongs to, with all that is in them
 * @param needNewOwner homes that others belong to, too: while there is one, the account stays
 * @param left homes of others
 */
record Departure(
    boolean dryRun,
    List<OwnedResidence> deleted,
    List<OwnedResidence> needNewOwner,
    List<OwnedResidence> left) {

  static Departure of(boolean dryRun, List<OwnedResidence> residences) {
    return new Departure(
        dryRun,
        only(residences, each -> each.owned() && !each.shared()),
        only(residences, each -> each.owned() && each.shared()),
        only(residences, each -> !each.owned()));
  }

  private static List<OwnedResidence> only(
      List<OwnedResidence> residences, Predicate<OwnedResidence> which) {
    return residences.stream().filter(which).toList();
  }
}
