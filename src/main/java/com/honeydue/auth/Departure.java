package com.honeydue.auth;

import com.honeydue.bus.Scope;
import com.honeydue.bus.Scoped;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
    List<OwnedResidence> left)
    implements Scoped {

  static Departure of(boolean dryRun, List<OwnedResidence> residences) {
    return new Departure(
        dryRun,
        only(residences, each -> each.owned() && !each.shared()),
        only(residences, each -> each.owned() && each.shared()),
        only(residences, each -> !each.owned()));
  }

  /** Whoever stays in a home sees that somebody has left it. */
  @Override
  public Collection<Scope> scopes() {
    return Stream.of(deleted, left)
        .flatMap(List::stream)
        .map(residence -> Scope.residence(residence.id()))
        .toList();
  }

  private static List<OwnedResidence> only(
      List<OwnedResidence> residences, Predicate<OwnedResidence> which) {
    return residences.stream().filter(which).toList();
  }
}
