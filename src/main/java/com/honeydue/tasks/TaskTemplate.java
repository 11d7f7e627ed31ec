package com.honeydue.tasks;

import com.honeydue.bus.Scope;
import com.honeydue.bus.Scoped;
import com.honeydue.bus.Versioned;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task that homes commonly need.
 *
 * @param code names it for ever
 * @param interval the n of an "every n" frequency
 * @param months the only months in which it has dates, 1 is January; null for all. As {@code
 *     season}, those of the northern half of the earth
 * @param season the months in which it is a good time to begin with it; null for all
 * @param homeTypes the types of residence that may need it; null for all
 * @param minHomeAge from which age of the house on, in years; null for any
 */
public record TaskTemplate(
    long id,
    String code,
    String title,
    String description,
    String category,
    String priority,
    String frequency,
    @Nullable Integer interval,
    @Nullable List<Integer> months,
    @Nullable List<Integer> season,
    @Nullable List<String> homeTypes,
    @Nullable Integer minHomeAge,
    long version)
    implements Versioned, Scoped {

  @Override
  public Collection<Scope> scopes() {
    return List.of(Scope.everybody());
  }
}
