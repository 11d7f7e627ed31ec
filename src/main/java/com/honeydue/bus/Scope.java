package com.honeydue.bus;

/**
 * A part of the data that answers are made of and that writes change: one person's own affairs, one
 * residence with all that belongs to it, or what everybody has in common. A tagged answer counts as
 * current until one of the scopes that it shows is touched.
 *
 * @param kind a word
 * @param id the id of that person or residence; 0 for what is everybody's
 */
public record Scope(String kind, long id) {

  /** What a person sees besides the residences they belong to: the account, and which those are. */
  public static Scope user(long id) {
    return new Scope("user", id);
  }

  /** A residence, its people and their roles, its tasks and whatever else belongs to it. */
  public static Scope residence(long id) {
    return new Scope("residence", id);
  }

  /** What is the same for everybody, such as templates; only migrations and staff write it. */
  public static Scope everybody() {
    return new Scope("everybody", 0);
  }

  /** Such as {@code residence:3}. */
  @Override
  public String toString() {
    return kind + ':' + id;
  }
}
