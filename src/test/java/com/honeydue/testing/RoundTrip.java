package com.honeydue.testing;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a client sent on one connection without hearing anything in between, and the answer: one
 * round trip.
 *
 * @param connection which connection, counted from 1 in the order of their opening
 * @param messages what was sent, in order
 * @param bytesUp from the client to the server
 * @param bytesDown from the server to the client, until the client sent again
 */
public record RoundTrip(int connection, List<WireMessage> messages, long bytesUp, long bytesDown) {

  public RoundTrip {
    messages = List.copyOf(messages);
  }

  /** The kinds of the messages in a row, such as {@code B E S}. */
  public String shape() {
    return messages.stream().map(WireMessage::kind).collect(Collectors.joining(" "));
  }

  /**
   * The SQL this round trip runs: of each Query and of the statement of each Bind. Parsing alone
   * runs nothing.
   */
  public List<String> sql() {
    return messages.stream()
        .filter(message -> message.kind().equals("Q") || message.kind().equals("B"))
        .map(message -> Objects.requireNonNullElse(message.sql(), "?"))
        .toList();
  }

  /**
   * Whether this does nothing but run {@code texts}, prepared or simple, with nothing parsed beside
   * it.
   */
  boolean isOnly(Set<String> texts) {
    return !sql().isEmpty()
        && texts.containsAll(sql())
        && messages.stream().allMatch(message -> "BESQ".contains(message.kind()));
  }

  @Override
  public String toString() {
    String texts =
        sql().stream()
            .map(text -> text.replaceAll("\\s+", " "))
            .map(text -> text.length() <= 100 ? text : text.substring(0, 100) + "…")
            .collect(Collectors.joining("; "));
    return "connection %d: %s (%d bytes up, %d down) %s"
        .formatted(connection, shape(), bytesUp, bytesDown, texts);
  }
}
