package com.honeydue.storage;

import org.jspecify.annotations.Nullable;

/**
 * How a file is handed out.
 *
 * @param attachment the name under which it is to be saved; null for what may be shown at once
 */
public record Delivery(String mediaType, @Nullable String attachment) {

  public Delivery {
    if (attachment != null && !attachment.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException("a file's name: " + attachment);
    }
  }

  /** How names of files of this type end, such as {@code .pdf}. */
  public static String ending(String mediaType) {
    return switch (mediaType) {
      case "image/jpeg" -> ".jpg";
      case "image/png" -> ".png";
      case "application/pdf" -> ".pdf";
      case "application/zip" -> ".zip";
      case "text/csv" -> ".csv";
      default -> throw new IllegalArgumentException("a type of file: " + mediaType);
    };
  }

  /** The {@code Content-Disposition}. */
  public String disposition() {
    return attachment == null ? "inline" : "attachment; filename=\"" + attachment + '"';
  }
}
