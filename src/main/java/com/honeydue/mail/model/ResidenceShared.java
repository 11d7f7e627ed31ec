package com.honeydue.mail.model;

/**
 * The reader is a member of a residence now.
 *
 * @param by who shares it
 * @param residence its name
 * @param residenceId its id
 * @param role what the reader is in it
 */
public record ResidenceShared(String by, String residence, long residenceId, Role role)
    implements Letter {}
