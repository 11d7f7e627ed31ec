package com.honeydue.mail;

import com.honeydue.bus.Money;
import com.honeydue.mail.model.HomeTasks;
import com.honeydue.mail.model.TaskLine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every template is handed beside its letter. Confined to the rendering of one mail. */
public final class MailContext {

  /** Tasks of a list that a mail shows; the others are counted. */
  private static final int LISTED = 8;

  /** And residences: Gmail cuts off what is longer than 102 kB. */
  private static final int HOMES = 6;

  private final Texts texts;
  private final AppLinks links;
  private final boolean account;
  private final @Nullable String name;
  private final @Nullable String unsubscribe;

  MailContext(
      Texts texts,
      AppLinks links,
      boolean account,
      @Nullable String name,
      @Nullable String unsubscribe) {
    this.texts = texts;
    this.links = links;
    this.account = account;
    this.name = name;
    this.unsubscribe = unsubscribe;
  }

  /** See {@link Texts#say}. */
  public String say(String key, Object... arguments) {
    return texts.say(key, arguments);
  }

  public String day(LocalDate day) {
    return texts.day(day);
  }

  /** Without the year, for lists of what is near. */
  public String shortDay(LocalDate day) {
    return texts.shortDay(day);
  }

  public String money(Money money) {
    return texts.money(money);
  }

  public String moment(Instant moment, ZoneId zone) {
    return texts.moment(moment, zone);
  }

  /** Text that people typed, on one line and not too long. */
  public String name(String typed) {
    return UserText.name(typed);
  }

  /** One of {@link Texts#LANGUAGES}. */
  public String language() {
    return texts.language();
  }

  public String greeting() {
    return name == null || name.isBlank() ? say("greeting") : say("greeting.named", name);
  }

  /** Why the reader gets a mail that can not be turned off. */
  public String reason() {
    return say(account ? "footer.account" : "footer.invited");
  }

  public AppLinks links() {
    return links;
  }

  /** Where mails of this kind are turned off; null if they can't be. */
  public @Nullable String unsubscribe() {
    return unsubscribe;
  }

  /** As many as a mail shows. */
  public List<TaskLine> listed(List<TaskLine> tasks) {
    return tasks.subList(0, Math.min(LISTED, tasks.size()));
  }

  /** As many as a mail shows. */
  public List<HomeTasks> listedHomes(List<HomeTasks> homes) {
    return homes.subList(0, Math.min(HOMES, homes.size()));
  }

  /** How many those leave out. */
  public int unlistedHomes(List<HomeTasks> homes) {
    return Math.max(0, homes.size() - HOMES);
  }

  /** How many {@link #listed} leaves out. */
  public int unlisted(List<TaskLine> tasks) {
    return Math.max(0, tasks.size() - LISTED);
  }
}
