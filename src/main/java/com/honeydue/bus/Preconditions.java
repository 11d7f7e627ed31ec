package com.honeydue.bus;

import java.util.List;

/**
 * The conditions of RFC 9110 §13 under which a call may be carried out. Tags are opaque, without
 * quotes and without {@code W/}; {@code *} stands for any.
 *
 * @param ifMatch the write happens only when the row's version is one of these; empty means
 *     unconditional
 * @param ifNoneMatch the read may answer "unchanged" when the version is one of these
 */
public record Preconditions(List<String> ifMatch, List<String> ifNoneMatch) {

  public static final Preconditions NONE = new Preconditions(List.of(), List.of());

  private static final Long NONE_SUCH = -1L;

  public Preconditions {
    ifMatch = List.copyOf(ifMatch);
    ifNoneMatch = List.copyOf(ifNoneMatch);
  }

  /**
   * The row versions a write accepts, as a statement takes them: {@code null} when any version will
   * do. A tag that is no number can match no row, so it becomes version -1.
   */
  public Long @org.jspecify.annotations.Nullable [] acceptedVersions() {
    if (ifMatch.isEmpty() || ifMatch.contains("*")) {
      return null;
    }
    return ifMatch.stream().map(Preconditions::version).toArray(Long[]::new);
  }

  /** Whether the reader already holds {@code tag}. */
  public boolean holds(String tag) {
    return !ifNoneMatch.isEmpty() && (ifNoneMatch.contains(tag) || ifNoneMatch.contains("*"));
  }

  private static Long version(String tag) {
    try {
      Long version = Long.valueOf(tag);
      // Tags are compared as they stand: "+3" and "03" are not "3".
      return version.toString().equals(tag) ? version : NONE_SUCH;
    } catch (NumberFormatException notAVersion) {
      return NONE_SUCH;
    }
  }
}
