package com.honeydue.mail.model;

/** To somebody who has just made an account. */
public record Welcome() implements Letter {}
