package com.honeydue.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a path leads to, by its segments: the time does not grow with the number of routes,
 * and nothing but the parameters' values is allocated. A segment is a literal or has one {@code
 * {parameter}}, which may stand between literals, as in {@code {token}.ics}; literals come first,
 * as OpenAPI asks. Filled at start, read-only after.
 */
final class PathTree<T> {

  /** Paths without a parameter, which most requests have. */
  private final Map<String, T> literals = new HashMap<>();

  private final Node<T> root = new Node<>("", "", false);

  /**
   * Adds a path, whose value must not exist yet.
   *
   * @param template such as {@code /api/tasks/{id}/}
   */
  void add(String template, T value) {
    Node<T> node = root;
    for (String segment : template.substring(1).split("/", -1)) {
      node = node.child(segment);
    }
    if (node.value != null) {
      throw new IllegalStateException("the path " + template + " exists twice");
    }
    node.value = value;
    if (template.indexOf('{') < 0) {
      literals.put(template, value);
    }
  }

  /**
   * What {@code path} leads to.
   *
   * @param parameters takes the raw values of the path's parameters, in order
   */
  @Nullable T find(String path, List<String> parameters) {
    T literal = literals.get(path);
    return literal != null ? literal : find(root, path, 0, parameters);
  }

  private static <T> @Nullable T find(
      Node<T> node, String path, int from, List<String> parameters) {
    if (from == path.length()) {
      return node.value;
    }
    if (path.charAt(from) != '/') {
      return null;
    }
    int start = from + 1;
    int slash = path.indexOf('/', start);
    int end = slash < 0 ? path.length() : slash;
    for (int i = 0; i < node.children.size(); i++) {
      Node<T> child = node.children.get(i);
      if (child.matches(path, start, end)) {
        if (child.parameter) {
          parameters.add(
              path.substring(start + child.prefix.length(), end - child.suffix.length()));
        }
        T found = find(child, path, end, parameters);
        if (found != null) {
          return found;
        }
        if (child.parameter) {
          parameters.removeLast();
        }
      }
    }
    return null;
  }

  private static final class Node<T> {

    /** The whole segment of a literal. */
    final String prefix;

    final String suffix;
    final boolean parameter;
    final List<Node<T>> children = new ArrayList<>();
    @Nullable T value;

    Node(String prefix, String suffix, boolean parameter) {
      this.prefix = prefix;
      this.suffix = suffix;
      this.parameter = parameter;
    }

    boolean matches(String path, int start, int end) {
      int length = end - start;
      if (!parameter) {
        return length == prefix.length() && path.startsWith(prefix, start);
      }
      return length > prefix.length() + suffix.length()
          && path.startsWith(prefix, start)
          && path.startsWith(suffix, end - suffix.length());
    }

    Node<T> child(String segment) {
      int open = segment.indexOf('{');
      int close = segment.indexOf('}');
      Node<T> wanted =
          open < 0
              ? new Node<>(segment, "", false)
              : new Node<>(segment.substring(0, open), segment.substring(close + 1), true);
      for (Node<T> child : children) {
        if (child.parameter == wanted.parameter
            && child.prefix.equals(wanted.prefix)
            && child.suffix.equals(wanted.suffix)) {
          return child;
        }
      }
      children.add(wanted);
      // Literals first, then the parameter with the most text around it.
      children.sort((a, b) -> Integer.compare(a.rank(), b.rank()));
      return wanted;
    }

    private int rank() {
      return parameter ? Integer.MAX_VALUE - prefix.length() - suffix.length() : 0;
    }
  }
}
