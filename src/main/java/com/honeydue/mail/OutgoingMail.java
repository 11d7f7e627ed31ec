package com.honeydue.mail;

import com.honeydue.mail.model.Letter;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent.
 *
 * @param id unique among all mails and the same each time this one is tried, such as its job's: 1
 *     to 100 of {@code A-Z a-z 0-9 . _ -}. The Message-ID is made of it, so that whoever gets the
 *     mail twice can tell.
 * @param to its reader
 * @param locale a BCP 47 tag; one of a language that we do not write is English
 * @param letter what it says
 * @param unsubscribe where mails of this kind are turned off, by a person (GET) and by a mail
 *     client in one click (POST, RFC 8058); null for a mail that concerns the account, which can't
 *     be
 */
public record OutgoingMail(
    String id, MailAddress to, String locale, Letter letter, @Nullable URI unsubscribe) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public OutgoingMail {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not the id of a mail");
    }
    if (unsubscribe != null
        && !"https".equals(unsubscribe.getScheme())
        && !"http".equals(unsubscribe.getScheme())) {
      throw new IllegalArgumentException("mails are turned off at a URL");
    }
  }

  /** One that concerns the account. */
  public OutgoingMail(String id, MailAddress to, String locale, Letter letter) {
    this(id, to, locale, letter, null);
  }

  /** Without whom it is for and what it says. */
  @Override
  public String toString() {
    return letter.template() + " " + id;
  }
}
