package com.honeydue.mail;

import gg.jte.TemplateOutput;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text part as it is being written: what people typed stays on its line, and lines end before
 * column 78. Confined to one rendering.
 */
final class PlainText implements TemplateOutput {

  private static final int WIDTH = 77;

  /** Before whose name a mail client begins the signature: its space belongs to it. */
  private static final String SIGNATURE = "-- ";

  private static final Pattern GAP = Pattern.compile("\n{3,}");

  private final StringBuilder written = new StringBuilder();

  @Override
  public void writeContent(String ours) {
    written.append(ours);
  }

  @Override
  public void writeContent(String ours, int begin, int end) {
    written.append(ours, begin, end);
  }

  @Override
  public void writeUserContent(String value) {
    if (value != null) {
      written.append(UserText.line(value));
    }
  }

  /** Its first line. */
  String subject() {
    return written.substring(0, written.indexOf("\n")).strip();
  }

  /** All after that, wrapped, with no two empty lines in a row. */
  String body() {
    return GAP.matcher(written.substring(written.indexOf("\n")))
        .replaceAll("\n\n")
        .strip()
        .lines()
        .map(PlainText::wrap)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Breaks at spaces; a word that is longer than a line, such as an address, stays whole. */
  static String wrap(String line) {
    if (line.equals(SIGNATURE)) {
      return line;
    }
    String rest = line.stripTrailing();
    if (rest.length() <= WIDTH) {
      return rest;
    }
    int text = 0;
    while (rest.charAt(text) == ' ') {
      text++;
    }
    String indent = " ".repeat(rest.startsWith("- ", text) ? text + 2 : text);
    var wrapped = new StringBuilder();
    while (rest.length() > WIDTH) {
      int space = rest.lastIndexOf(' ', WIDTH);
      if (space <= indent.length()) {
        space = rest.indexOf(' ', WIDTH);
      }
      if (space < 0) {
        break;
      }
      wrapped.append(rest, 0, space).append('\n');
      rest = indent + rest.substring(space).strip();
    }
    return wrapped.append(rest).toString();
  }
}
