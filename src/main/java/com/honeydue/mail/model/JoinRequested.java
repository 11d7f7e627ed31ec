package com.honeydue.mail.model;

/**
 * To the owner: somebody wants to join.
 *
 * @param person who
 * @param residence its name
 * @param residenceId its id
 */
public record JoinRequested(String person, String residence, long residenceId) implements Letter {}
