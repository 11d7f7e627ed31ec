package com.honeydue.mail;

import io.vertx.core.VertxException;
import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of Vert.x' client means. It says only in words at which command the server has
 * refused: {@code SmtpFailuresTest} notices when those change. Stateless.
 */
final class SmtpFailures {

  /** Enhanced status (RFC 3463) after the reply code of the first line. */
  private static final Pattern STATUS =
      Pattern.compile("[245]\\d\\d[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

  private SmtpFailures() {}

  static MailFailure of(Throwable failure) {
    return switch (failure) {
      case MailFailure known -> known;
      case SMTPException reply -> refused(reply);
      case TimeoutException late -> new MailFailure.Temporary("timeout", "");
      case ConnectException away -> new MailFailure.Temporary("unreachable", "");
      case NoRouteToHostException away -> new MailFailure.Temporary("unreachable", "");
      case UnknownHostException away -> new MailFailure.Temporary("unreachable", "");
      default -> isTls(failure) ? new MailFailure.Misconfigured("tls_failed", "") : said(failure);
    };
  }

  /** Whether the server, or the way to it, is at fault: it was not a refusal of this one mail. */
  static boolean isOfServer(MailFailure failure) {
    return switch (failure) {
      case MailFailure.RecipientRefused recipient -> false;
      case MailFailure.MessageRefused message -> false;
      case MailFailure.Temporary temporary -> !temporary.code().equals("deferred");
      case MailFailure.Misconfigured ours -> true;
    };
  }

  private static MailFailure refused(SMTPException reply) {
    String said = reply.getMessage() == null ? "" : reply.getMessage();
    String status = status(reply);
    boolean closing = reply.getReplyCode() == 421;
    if (said.startsWith("AUTH ")) {
      return reply.isPermanent()
          ? new MailFailure.Misconfigured("sign_in_refused", status)
          : new MailFailure.Temporary("unavailable", status);
    }
    boolean recipient = said.startsWith("recipient address not accepted");
    boolean content = said.startsWith("DATA ") || said.startsWith("sending data ");
    if (!reply.isPermanent()) {
      return new MailFailure.Temporary(
          closing || !(recipient || content) ? "unavailable" : "deferred", status);
    }
    if (reply.getReplyCode() == 530 || (!content && isAboutUs(status))) {
      return new MailFailure.Misconfigured("sender_refused", status);
    }
    if (reply.getReplyCode() == 552 && said.startsWith("sender ")) {
      return new MailFailure.MessageRefused("message_too_large", status);
    }
    if (recipient) {
      return isUnknown(reply.getReplyCode(), status)
          ? new MailFailure.RecipientRefused("recipient_refused", status)
          : new MailFailure.MessageRefused("message_refused", status);
    }
    if (content) {
      return new MailFailure.MessageRefused("message_refused", status);
    }
    return new MailFailure.Misconfigured(
        said.startsWith("sender ") ? "sender_refused" : "server_refused", status);
  }

  /**
   * Whether the recipient does not exist, and is not just unwanted or full. Status 5.7 is policy,
   * such as a relay that does not know us; 5.2.2 is a full mailbox.
   */
  private static boolean isUnknown(int code, String status) {
    int enhanced = status.indexOf(' ');
    if (enhanced < 0) {
      return code == 550 || code == 551 || code == 553;
    }
    String detail = status.substring(enhanced + 1);
    return detail.startsWith("5.1.") || detail.equals("5.2.1") || detail.equals("5.4.4");
  }

  /** The sender's address or system is wrong (5.1.7, 5.1.8), or may not relay (5.7.1 with 554). */
  private static boolean isAboutUs(String status) {
    return status.endsWith(" 5.1.7") || status.endsWith(" 5.1.8") || status.equals("554 5.7.1");
  }

  /** What the client itself has found out, and says in a text. */
  private static MailFailure said(Throwable failure) {
    String text = failure.getMessage() == null ? "" : failure.getMessage();
    if (text.startsWith("STARTTLS required")) {
      return new MailFailure.Misconfigured("tls_failed", "");
    }
    if (text.startsWith("login is required")) {
      return new MailFailure.Misconfigured("sign_in_refused", "");
    }
    if (text.startsWith("message exceeds allowed size")) {
      return new MailFailure.MessageRefused("message_too_large", "");
    }
    if (text.equals("mail client has been closed") || text.equals("connection pool is closed")) {
      return new MailFailure.Temporary("closed", "");
    }
    return new MailFailure.Temporary(
        failure instanceof IOException || failure instanceof VertxException
            ? "dropped"
            : "unexpected",
        "");
  }

  private static boolean isTls(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof SSLException
            || failure instanceof GeneralSecurityException
            || isTls(failure.getCause()));
  }

  /** Numbers alone: the words may name the recipient. */
  private static String status(SMTPException reply) {
    Matcher enhanced = STATUS.matcher(reply.getReplyMessage());
    return enhanced.lookingAt()
        ? reply.getReplyCode() + " " + enhanced.group(1)
        : Integer.toString(reply.getReplyCode());
  }
}
