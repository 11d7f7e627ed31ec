package com.honeydue.auth;

/** What statements that make an account, and sign somebody in, have in common. */
final class NewAccount {

  private NewAccount() {}

  /**
   * The rows that every account has beside its own: {@code profile}, {@code preference} and {@code
   * subscription}, for the rows of {@code made}.
   *
   * @param timeZone the parameter with the time zone, such as {@code $6}
   * @param locale that with the locale
   */
  static String rows(String timeZone, String locale) {
    return """
    profile as (
      insert into user_userprofile (user_id, time_zone, locale)
      select id, %s, %s from made
      returning user_id, time_zone, locale, avatar_upload_id
    ), preference as (
      insert into notifications_notificationpreference (user_id) select id from made
    ), subscription as (
      insert into subscription_usersubscription (user_id, tier) select id, 'free' from made
    )\
    """
        .formatted(timeZone, locale);
  }

  /**
   * A {@code token} that is told to the accounts of {@code u}.
   *
   * @param hash the parameter with its hash
   * @param life that with its life in seconds
   */
  static String token(String hash, String life, String device, String userAgent) {
    return """
    token as (
      insert into user_authtoken
        (key_hash, user_id, generation, expires_at, last_seen_at, device_name, user_agent)
      select %s, id, token_generation, now() + %s::bigint * interval '1 second', now(), %s, %s
      from u
      returning *
    )\
    """
        .formatted(hash, life, device, userAgent);
  }
}
