package com.honeydue.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A mail was not sent, and what that means for trying again. Carries words and numbers from bounded
 * sets, never what a server has written: that may name the recipient.
 */
public abstract sealed class MailFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String status;

  private MailFailure(String code, String status) {
    super(status.isEmpty() ? code : code + " (" + status + ")", null, false, false);
    this.code = code;
    this.status = status;
  }

  /**
   * There is nobody to get it: the address is not one, or its server does not know it. A hard
   * bounce: to this address nothing should be sent again.
   */
  public static final class RecipientRefused extends MailFailure {
    private static final long serialVersionUID = 1L;

    RecipientRefused(String code, String status) {
      super(code, status);
    }
  }

  /** This mail will never be taken, though another one for the same recipient may be. */
  public static final class MessageRefused extends MailFailure {
    private static final long serialVersionUID = 1L;

    MessageRefused(String code, String status) {
      super(code, status);
    }
  }

  /**
   * It may be taken later. When an answer is missing the server may have taken it all the same; the
   * next try carries the same Message-ID.
   */
  public static final class Temporary extends MailFailure {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    Temporary(String code, String status) {
      this(code, status, null);
    }

    Temporary(String code, String status, @Nullable Duration retryAfter) {
      super(code, status);
      this.retryAfter = retryAfter;
    }

    /** The least pause before the next try; null leaves it to the caller. */
    public @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }

  /** No mail will be taken until an operator has changed something: try again, and alarm. */
  public static final class Misconfigured extends MailFailure {
    private static final long serialVersionUID = 1L;

    Misconfigured(String code, String status) {
      super(code, status);
    }
  }

  /** A stable snake_case word. */
  public String code() {
    return code;
  }

  /** The server's reply code and enhanced status, such as {@code 550 5.1.1}; empty without one. */
  public String status() {
    return status;
  }
}
