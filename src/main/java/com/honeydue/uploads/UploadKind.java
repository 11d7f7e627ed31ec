package com.honeydue.uploads;

import com.honeydue.bus.Failure;
import java.util.Locale;

/** What a file is brought for. */
enum UploadKind {
  IMAGE,
  DOCUMENT,
  COMPLETION,
  AVATAR;

  static UploadKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** As the contract and the database call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Makes sure that a file of {@code type} may be brought for this: a picture always, as a document
   * may be photographed.
   *
   * @throws Failure if not
   */
  void check(FileType type) {
    if (this != DOCUMENT && !type.isPicture()) {
      throw Failure.of(
          Failure.Kind.UNSUPPORTED_MEDIA, "picture_expected", "Only a picture is taken here.");
    }
  }
}
