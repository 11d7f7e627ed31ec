package com.honeydue.mail.model;

/**
 * To who wanted to join: what the owner has decided.
 *
 * @param residence its name
 * @param residenceId its id
 * @param accepted whether the reader is a member now
 */
public record JoinDecided(String residence, long residenceId, boolean accepted) implements Letter {

  /** {@link #accepted} as its texts are called. */
  public String outcome() {
    return accepted ? "accepted" : "declined";
  }
}
