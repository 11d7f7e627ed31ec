package com.honeydue.telemetry;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names in a query: of metrics, and of labels. Reads what our dashboards and rules use of
 * PromQL, and no more.
 */
record PromQl(Set<String> metrics, Set<String> labels) {

  private static final Set<String> WORDS =
      Set.of(
          "and", "or", "unless", "by", "on", "without", "ignoring", "bool", "offset", "le", "inf");

  /** Labels that the scrape adds, and those of every histogram and alert. */
  private static final Set<String> OF_SCRAPES =
      Set.of("job", "instance", "pod", "node", "namespace", "le", "alertname", "alertstate");

  private static final Pattern NAMED = Pattern.compile("\\{__name__=~\"\\(([a-z|]+)\\)([a-z_]+)\"");
  private static final Pattern MATCHERS = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\"[^\"]*\"");
  private static final Pattern GROUPS =
      Pattern.compile("\\b(?:by|on|without|ignoring)\\s*\\(([^()]*)\\)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_:][A-Za-z0-9_:]*");
  private static final Pattern CALLED = Pattern.compile("\\s*\\(.*", Pattern.DOTALL);

  static PromQl of(String query) {
    var metrics = new TreeSet<String>();
    var labels = new HashSet<String>();
    String text = query.replaceAll("\\$__interval|\\$__rate_interval", "5m");
    NAMED
        .matcher(text)
        .results()
        .forEach(
            found -> {
              for (String start : found.group(1).split("\\|", -1)) {
                metrics.add(start + found.group(2));
              }
            });
    MATCHERS
        .matcher(text)
        .results()
        .forEach(
            found ->
                MATCHER
                    .matcher(found.group(1))
                    .results()
                    .map(matcher -> matcher.group(1))
                    .filter(label -> !label.equals("__name__"))
                    .forEach(labels::add));
    text = MATCHERS.matcher(text).replaceAll("");
    GROUPS
        .matcher(text)
        .results()
        .forEach(
            found -> NAME.matcher(found.group(1)).results().forEach(n -> labels.add(n.group())));
    text = GROUPS.matcher(text).replaceAll("").replaceAll("\\[[^\\]]*]", "");
    var names = NAME.matcher(text);
    while (names.find()) {
      boolean number = names.start() > 0 && Character.isDigit(text.charAt(names.start() - 1));
      boolean called = CALLED.matcher(text.substring(names.end())).matches();
      if (!number && !called && !WORDS.contains(names.group())) {
        metrics.add(names.group());
      }
    }
    labels.removeAll(OF_SCRAPES);
    return new PromQl(metrics, labels);
  }

  /** What the registry says against it. */
  Set<String> against(Registry registry) {
    var wrong = new TreeSet<String>();
    var known = new HashSet<String>();
    for (String name : metrics) {
      String family = family(name, registry);
      Registry.Metric metric = family == null ? null : registry.metrics().get(family);
      if (metric == null) {
        wrong.add("no such metric: " + name);
      } else {
        known.addAll(metric.labels());
      }
    }
    labels.stream()
        .filter(label -> !known.contains(label))
        .forEach(label -> wrong.add("no such label of " + metrics + ": " + label));
    return wrong;
  }

  /** The family that a series' name belongs to; null for none. */
  static @Nullable String family(String name, Registry registry) {
    if (registry.metrics().containsKey(name)) {
      return name;
    }
    for (String part : Set.of("_bucket", "_sum", "_count", "_max")) {
      if (name.endsWith(part)) {
        String base = name.substring(0, name.length() - part.length());
        var metric = registry.metrics().get(base);
        if (metric != null
            && (metric.type().equals("histogram")
                || (metric.type().equals("summary") && !part.equals("_bucket")))) {
          return base;
        }
      }
    }
    return null;
  }
}
