package com.honeydue.contractors;

import com.honeydue.bus.Scope;
import com.honeydue.bus.Scoped;
import com.honeydue.bus.Versioned;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contractor, as one person sees it.
 *
 * @param residenceId the home it belongs to; null for the caller's own
 * @param specialties codes of what they do
 * @param rating from 1 to 5, the mean of what completions say; null where none says anything
 * @param ratingCount how many completions rate them
 * @param completionCount how many completions name them
 * @param isFavorite whether it is one of the caller's favourites
 * @param readOnly whether it is beyond what the tier of its account holds
 */
public record Contractor(
    long id,
    @Nullable Long residenceId,
    String name,
    @Nullable String company,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String website,
    @Nullable String address,
    List<String> specialties,
    @Nullable String notes,
    @Nullable Double rating,
    int ratingCount,
    int completionCount,
    boolean isFavorite,
    boolean readOnly,
    @Nullable Long createdBy,
    long version,
    Instant createdAt,
    Instant updatedAt)
    implements Versioned, Scoped {

  @Override
  public Collection<Scope> scopes() {
    return residenceId == null ? List.of() : List.of(Scope.residence(residenceId));
  }
}
