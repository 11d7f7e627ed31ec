package com.honeydue.mail;

/**
 * Where in the app a mail leads. The app claims these addresses; without it they open on the web.
 * Immutable.
 *
 * @param base without a slash at its end
 */
public record AppLinks(String base) {

  public AppLinks {
    base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  public String home() {
    return base + "/";
  }

  public String residence(long id) {
    return base + "/residences/" + id;
  }

  public String joinRequests(long residenceId) {
    return residence(residenceId) + "/join-requests";
  }

  public String join(String shareCode) {
    return base + "/join/" + shareCode;
  }

  public String task(long id) {
    return base + "/tasks/" + id;
  }

  public String document(long id) {
    return base + "/documents/" + id;
  }

  public String resetPassword() {
    return base + "/reset-password";
  }

  public String subscription() {
    return base + "/settings/subscription";
  }

  /** Which mails one gets. */
  public String notifications() {
    return base + "/settings/notifications";
  }
}
