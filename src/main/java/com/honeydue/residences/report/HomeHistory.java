package com.honeydue.residences.report;

import com.honeydue.bus.Money;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that was done in a home and is to be done. Immutable.
 *
 * @param made the day at the home on which this was put together
 * @param completions newest first
 * @param pictures of photos, by their keys, as far as they are shown: JPEG
 */
public record HomeHistory(
    Home home,
    LocalDate made,
    List<Chore> tasks,
    List<Done> completions,
    Map<String, Buffer> pictures) {

  /**
   * The home.
   *
   * @param address its lines, from the street to the country
   * @param facts such as {@code 3 bedrooms}
   */
  public record Home(
      String name, List<String> address, List<String> facts, @Nullable String country) {}

  /**
   * A task.
   *
   * @param next the day it is due next; null when there is none
   * @param state {@code open}, {@code done}, {@code cancelled} or {@code archived}
   */
  public record Chore(
      String title,
      String category,
      String frequency,
      @Nullable LocalDate next,
      String state,
      int times) {}

  /**
   * A completion.
   *
   * @param day the day at the home
   * @param by whose work it was; null for an account that is gone
   * @param photos their keys
   */
  public record Done(
      LocalDate day,
      String title,
      String category,
      @Nullable String by,
      @Nullable Money cost,
      @Nullable Integer rating,
      @Nullable String notes,
      List<String> photos) {

    public Done {
      photos = List.copyOf(photos);
    }
  }

  public HomeHistory {
    tasks = List.copyOf(tasks);
    completions = List.copyOf(completions);
    pictures = Map.copyOf(pictures);
  }

  /** One without pictures. */
  public HomeHistory(Home home, LocalDate made, List<Chore> tasks, List<Done> completions) {
    this(home, made, tasks, completions, Map.of());
  }

  /** The keys of the photos of the newest completions. */
  public List<String> photos(int most) {
    return completions.stream().flatMap(done -> done.photos().stream()).limit(most).toList();
  }

  /** The same with pictures. */
  public HomeHistory showing(Map<String, Buffer> photos) {
    return new HomeHistory(home, made, tasks, completions, photos);
  }

  /** The completions of each year, the newest year first. */
  Map<Integer, List<Done>> years() {
    var years = new TreeMap<Integer, List<Done>>(Comparator.reverseOrder());
    for (var done : completions) {
      years.computeIfAbsent(done.day().getYear(), year -> new java.util.ArrayList<>()).add(done);
    }
    return years;
  }

  /** What completions cost together, one amount for each currency. */
  static List<Money> total(List<Done> completions) {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (var done : completions) {
      if (done.cost() != null) {
        sums.merge(done.cost().currency(), done.cost().amountMinor(), Long::sum);
      }
    }
    return sums.entrySet().stream().map(sum -> new Money(sum.getValue(), sum.getKey())).toList();
  }
}
