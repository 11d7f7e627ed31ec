package com.honeydue.mail.model;

/** That mails of notifications arrive: the reader has asked for one. */
public record ChannelTest() implements Letter {}
