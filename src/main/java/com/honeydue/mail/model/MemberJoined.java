package com.honeydue.mail.model;

/**
 * To the owner: somebody has joined with a code.
 *
 * @param person who
 * @param residence its name
 * @param residenceId its id
 */
public record MemberJoined(String person, String residence, long residenceId) implements Letter {}
