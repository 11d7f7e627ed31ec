package com.honeydue.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Inputs for parsers: those of the folder {@code fuzz/<parser>/}, and as many made of the pieces of
 * a grammar, joined at random and damaged at random. The same in every run.
 */
final class Fuzz {

  private static final int MADE = 20_000;
  private static final int MOST_PIECES = 9;

  private Fuzz() {}

  /**
   * A file of the corpus.
   *
   * @param text a character for each of its bytes, as header fields have them
   */
  record Case(String parser, String name, String text) {

    byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return parser + "/" + name;
    }
  }

  /** The corpus of a parser, without the line end that closes a file. */
  static List<Case> corpus(String parser) {
    try (var files = Files.list(folder().resolve(parser))) {
      return files.sorted().map(file -> read(parser, file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of the corpus. */
  static Stream<Case> corpus() {
    try (var parsers = Files.list(folder())) {
      return parsers
          .map(parser -> parser.getFileName().toString())
          .sorted()
          .flatMap(parser -> corpus(parser).stream())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The texts of a parser's corpus, and texts made of {@code pieces}. */
  static Stream<String> texts(String parser, String... pieces) {
    var random = new Random(parser.hashCode());
    return Stream.concat(
        corpus(parser).stream().map(Case::text),
        Stream.generate(() -> damaged(random, joined(random, pieces))).limit(MADE));
  }

  private static String joined(Random random, String... pieces) {
    var text = new StringBuilder();
    for (int i = random.nextInt(MOST_PIECES); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  /** Every other one as it is; the others with a character more, less or changed. */
  private static String damaged(Random random, String text) {
    if (text.isEmpty() || random.nextBoolean()) {
      return text;
    }
    int at = random.nextInt(text.length());
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(at);
      case 2 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(at + 1);
      default -> text.substring(0, at);
    };
  }

  private static Case read(String parser, Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return new Case(parser, file.getFileName().toString(), text.substring(0, text.length() - 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(Fuzz.class.getResource("/fuzz")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
