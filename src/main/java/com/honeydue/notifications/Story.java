package com.honeydue.notifications;

import com.honeydue.mail.Texts;
import com.honeydue.mail.Words;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is told, in no language yet.
 *
 * @param kind of it
 * @param data as the row holds it: the words and numbers it is made of
 * @param actor who did it; null for nobody, or somebody who is gone
 */
record Story(Kind kind, JsonObject data, @Nullable String actor) {

  private static final Words WORDS = Words.in("/notifications/texts/");

  /** For tests. */
  static Words words() {
    return WORDS;
  }

  /** The texts of somebody's language. */
  static Texts texts(String locale) {
    return Texts.of(WORDS, locale);
  }

  /** In one line. */
  String title(Texts texts) {
    return say(texts, "title");
  }

  /** What stands below the title. */
  String body(Texts texts) {
    return say(texts, "body");
  }

  /** Which of the ways this kind is told in; null where it has one only. */
  @Nullable String event() {
    return data.getString("event");
  }

  /** A text of the data; empty where it has none. */
  String text(String key) {
    return data.getString(key, "");
  }

  int number(String key) {
    return data.getInteger(key, 0);
  }

  /** The file it tells of; null where it tells of none. */
  @Nullable Long uploadId() {
    return data.getLong("upload_id");
  }

  @Nullable LocalDate date(String key) {
    var text = data.getString(key);
    return text == null ? null : LocalDate.parse(text);
  }

  /** Who did it, for a reader of this language. */
  String actorOr(Texts texts) {
    return actor == null ? texts.say("somebody") : actor;
  }

  private String say(Texts texts, String part) {
    String way = event() == null ? "" : "." + event();
    return texts.say(
        kind.code() + way + "." + part,
        actorOr(texts),
        text(kind == Kind.WARRANTY_EXPIRING ? "item" : "task"),
        text("residence"),
        number(kind == Kind.DAILY_DIGEST ? "overdue" : "days"),
        number("today"),
        number("week"));
  }

  /** Without what it says. */
  @Override
  public String toString() {
    return kind.code();
  }
}
