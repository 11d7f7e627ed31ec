package com.honeydue.notifications;

/**
 * The page behind the link that turns mails off, in the language of the mail. It loads nothing and
 * tells nobody where it is. Stateless.
 */
final class UnsubscribePage {

  private UnsubscribePage() {}

  /** With a button, which sends it to where it came from. */
  static String asking(UnsubscribeTokens.Named named) {
    var texts = Story.texts(named.language());
    return page(
        named,
        texts.say("unsubscribe.ask", texts.say("type." + named.kind().code())),
        "<form method=\"post\"><button>" + texts.say("unsubscribe.button") + "</button></form>");
  }

  /** They are off. */
  static String done(UnsubscribeTokens.Named named) {
    var texts = Story.texts(named.language());
    return page(
        named,
        texts.say("unsubscribe.done", texts.say("type." + named.kind().code())),
        "<p>" + texts.say("unsubscribe.settings") + "</p>");
  }

  /** All words are ours: there is nothing to be escaped. */
  private static String page(UnsubscribeTokens.Named named, String text, String rest) {
    return """
    <!DOCTYPE html>
    <html lang="%s">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="robots" content="noindex">
    <title>honeyDue</title>
    <style>
    body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1rem; color-scheme: light dark }
    button { font: inherit; padding: .6rem 1.2rem }
    </style>
    </head>
    <body>
    <h1>honeyDue</h1>
    <p>%s</p>
    %s
    </body>
    </html>
    """
        .formatted(named.language(), text, rest);
  }
}
