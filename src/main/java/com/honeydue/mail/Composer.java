package com.honeydue.mail;

import com.honeydue.bus.Money;
import com.honeydue.config.MailSettings;
import com.honeydue.mail.model.HomeTasks;
import com.honeydue.mail.model.PasswordChanged;
import com.honeydue.mail.model.TaskCompleted;
import com.honeydue.mail.model.TaskDigest;
import com.honeydue.mail.model.TaskLine;
import java.net.IDN;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes mails of letters. Stateless. */
final class Composer {

  private static final Logger log = LoggerFactory.getLogger(Composer.class);

  /** RFC 5322, section 3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

  /**
   * A dot-atom (RFC 5322): no quotes, no spaces, and nothing that a server may read as a command.
   */
  private static final Pattern LOCAL_PART =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST_ADDRESS = 254;

  private final MailSettings settings;
  private final AppLinks links;
  private final InstantSource clock;

  Composer(MailSettings settings, InstantSource clock) {
    this.settings = settings;
    this.links = new AppLinks(settings.appUrl());
    this.clock = clock;
  }

  /** Loads words, templates and the forms of dates: a third of a second, once. */
  void warmUp() {
    var letters =
        List.of(
            new PasswordChanged(Instant.EPOCH, ZoneOffset.UTC),
            new TaskCompleted("", 0, "", "", LocalDate.EPOCH, new Money(0, "EUR"), null),
            new TaskDigest(
                LocalDate.EPOCH,
                List.of(
                    new HomeTasks(
                        "",
                        0,
                        List.of(),
                        List.of(new TaskLine(0, "", LocalDate.EPOCH)),
                        List.of()))));
    var reader = new MailAddress(settings.fromAddress(), null);
    for (String language : Texts.LANGUAGES) {
      for (var letter : letters) {
        compose(new OutgoingMail("warm-up", reader, language, letter));
      }
    }
  }

  /**
   * The mail, in its reader's language.
   *
   * @throws MailFailure.RecipientRefused when nothing can be sent to such an address
   * @throws MailFailure.Temporary when the letter can't be written, which is a mistake of ours
   */
  ComposedMail compose(OutgoingMail mail) {
    try {
      return composed(mail);
    } catch (MailFailure refused) {
      throw refused;
    } catch (RuntimeException wrong) {
      log.atError()
          .setCause(wrong)
          .addKeyValue("template", mail.letter().template())
          .log("a letter can't be written");
      throw new MailFailure.Temporary("unexpected", "");
    }
  }

  private ComposedMail composed(OutgoingMail mail) {
    String recipient = ascii(mail.to().address());
    var texts = Texts.of(mail.locale());
    String unsubscribe = mail.unsubscribe() == null ? null : mail.unsubscribe().toASCIIString();
    var content =
        Templates.render(
            mail.letter(),
            new MailContext(
                texts, links, mail.letter().concernsAccount(), mail.to().name(), unsubscribe));
    String messageId = "<" + mail.id() + "@" + domain(settings.fromAddress()) + ">";

    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Date", DATE.format(clock.instant().atOffset(ZoneOffset.UTC)));
    headers.put("From", HeaderText.mailbox("From", settings.fromName(), settings.fromAddress()));
    headers.put("To", HeaderText.mailbox("To", mail.to().name(), recipient));
    if (!settings.replyTo().isEmpty()) {
      headers.put("Reply-To", HeaderText.mailbox("Reply-To", null, settings.replyTo()));
    }
    headers.put("Subject", HeaderText.text("Subject", content.subject()));
    headers.put("Message-ID", messageId);
    headers.put("Auto-Submitted", "auto-generated");
    if (unsubscribe != null) {
      headers.put("List-Unsubscribe", HeaderText.url(unsubscribe));
      headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    return new ComposedMail(
        mail.letter().template(), texts.language(), messageId, recipient, headers, content);
  }

  /** What the server is greeted with, and Message-IDs end with. */
  static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /** The address with its domain as DNS has it. Servers that take others (SMTPUTF8) are few. */
  private static String ascii(String address) {
    int at = address.lastIndexOf('@');
    String local = at < 0 ? "" : address.substring(0, at);
    String domain = at < 0 ? "" : dns(address.substring(at + 1));
    if (domain.isEmpty()
        || local.length() > LONGEST_LOCAL_PART
        || local.length() + 1 + domain.length() > LONGEST_ADDRESS
        || !LOCAL_PART.matcher(local).matches()) {
      throw new MailFailure.RecipientRefused("bad_address", "");
    }
    return local + "@" + domain;
  }

  private static String dns(String domain) {
    try {
      return domain.endsWith(".") ? "" : IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException noDomain) {
      return "";
    }
  }
}
