package com.honeydue.lookups;

/**
 * One of a list that a person chooses from.
 *
 * @param code what requests and answers carry
 * @param name what is shown
 */
public record Choice(String code, String name) {}
