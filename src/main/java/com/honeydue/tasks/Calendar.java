package com.honeydue.tasks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes open tasks as an iCalendar document (RFC 5545). Stateless. */
final class Calendar {

  /** How many dates are listed where no rule has them. */
  private static final int LISTED = 12;

  /** A calendar must have a component (§3.6): this one says nothing. */
  private static final List<String> EMPTY =
      List.of(
          "BEGIN:VTIMEZONE",
          "TZID:Etc/UTC",
          "BEGIN:STANDARD",
          "DTSTART:19700101T000000",
          "TZOFFSETFROM:+0000",
          "TZOFFSETTO:+0000",
          "END:STANDARD",
          "END:VTIMEZONE");

  private Calendar() {}

  /**
   * An open task with a date.
   *
   * @param residence the name of its residence
   * @param snoozedUntil the day it is shown on instead
   */
  record Event(
      long id,
      String title,
      @Nullable String description,
      String category,
      String residence,
      @Nullable LocalDate snoozedUntil,
      Schedule schedule,
      long version,
      Instant createdAt,
      Instant updatedAt) {}

  static String of(List<Event> events) {
    var lines =
        new CalendarLines()
            .line("BEGIN:VCALENDAR")
            .line("VERSION:2.0")
            .line("PRODID:-//honeyDue//Tasks//EN")
            .line("CALSCALE:GREGORIAN")
            .line("X-WR-CALNAME:honeyDue")
            .line("REFRESH-INTERVAL;VALUE=DURATION:PT1H")
            .line("X-PUBLISHED-TTL:PT1H");
    if (events.isEmpty()) {
      EMPTY.forEach(lines::line);
    }
    for (var event : events) {
      write(event, lines);
    }
    return lines.line("END:VCALENDAR").toString();
  }

  private static void write(Event event, CalendarLines lines) {
    var open = event.schedule().open();
    if (open == null) {
      return;
    }
    var rrule = event.schedule().rrule();
    var dates = event.schedule().repeats() ? event.schedule().dates(LISTED) : List.of(open);
    var snoozed = event.snoozedUntil();
    boolean recurs = dates.size() > 1;
    begin(event, lines);
    lines.date("DTSTART", recurs || snoozed == null ? open : snoozed);
    if (rrule.isPresent()) {
      lines.line("RRULE:" + rrule.get());
    } else if (recurs) {
      lines.line(
          dates.stream()
              .skip(1)
              .map(CalendarLines::basic)
              .collect(Collectors.joining(",", "RDATE;VALUE=DATE:", "")));
    }
    lines.line("END:VEVENT");
    if (recurs && snoozed != null) {
      begin(event, lines);
      lines.date("RECURRENCE-ID", open).date("DTSTART", snoozed).line("END:VEVENT");
    }
  }

  private static void begin(Event event, CalendarLines lines) {
    lines
        .line("BEGIN:VEVENT")
        .line("UID:task-" + event.id() + "@honeydue")
        .moment("DTSTAMP", event.updatedAt())
        .moment("CREATED", event.createdAt())
        .moment("LAST-MODIFIED", event.updatedAt())
        .line("SEQUENCE:" + event.version())
        .text("SUMMARY", event.title())
        .text("CATEGORIES", event.category())
        .text("LOCATION", event.residence())
        .line("TRANSP:TRANSPARENT");
    if (event.description() != null && !event.description().isEmpty()) {
      lines.text("DESCRIPTION", event.description());
    }
  }
}
