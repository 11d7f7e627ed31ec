package com.honeydue.bus;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list of words that thousands of answers have in common, with its JSON, so that it is encoded
 * once and copied from then on. Immutable.
 */
public final class SharedWords extends AbstractList<String> implements RandomAccess {

  private final List<String> words;
  private final SerializableString json;

  private SharedWords(List<String> words) {
    this.words = List.copyOf(words);
    this.json =
        new SerializedString(words.isEmpty() ? "[]" : "[\"" + String.join("\",\"", words) + "\"]");
  }

  /**
   * A list of these words.
   *
   * @param words of letters, digits and underscores, which JSON writes as they are
   * @throws IllegalArgumentException for other words
   */
  public static SharedWords of(List<String> words) {
    for (String word : words) {
      if (!word.matches("\\w+")) {
        throw new IllegalArgumentException("not a plain word: " + word);
      }
    }
    return new SharedWords(words);
  }

  /** The list as JSON. */
  public SerializableString json() {
    return json;
  }

  @Override
  public String get(int index) {
    return words.get(index);
  }

  @Override
  public int size() {
    return words.size();
  }
}
