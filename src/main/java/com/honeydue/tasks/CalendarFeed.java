package com.honeydue.tasks;

/**
 * The address of a calendar. It is a secret: whoever has it reads the calendar.
 *
 * @param feedToken what it consists of
 * @param path to be appended to the server's address
 */
public record CalendarFeed(String feedToken, String path) {

  static CalendarFeed of(String token) {
    return new CalendarFeed(token, "/api/calendar/" + token + ".ics");
  }

  @Override
  public String toString() {
    return "CalendarFeed[]";
  }
}
