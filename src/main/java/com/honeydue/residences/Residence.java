package com.honeydue.residences;

import com.honeydue.bus.Money;
import com.honeydue.bus.Scope;
import com.honeydue.bus.Scoped;
import com.honeydue.bus.Versioned;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A home, as one of its people sees it.
 *
 * @param timeZone an IANA name; it decides which day it is there
 * @param bathrooms half baths count as 0.5
 * @param squareFootage living area in square feet
 * @param lotSize in acres
 * @param isPrimary whether it is its owner's main home
 * @param readOnly whether it is beyond what its owner's tier holds
 * @param role what the caller is there: {@code owner}, {@code manager} or {@code member}
 */
public record Residence(
    long id,
    String name,
    String type,
    @Nullable String addressLine1,
    @Nullable String addressLine2,
    @Nullable String city,
    @Nullable String region,
    @Nullable String postalCode,
    @Nullable String country,
    String timeZone,
    @Nullable Integer bedrooms,
    @Nullable Double bathrooms,
    @Nullable Integer squareFootage,
    @Nullable Double lotSize,
    @Nullable Integer yearBuilt,
    @Nullable LocalDate purchaseDate,
    @Nullable Money purchasePrice,
    @Nullable String description,
    boolean isPrimary,
    boolean readOnly,
    String role,
    long ownerId,
    long version,
    Instant createdAt,
    Instant updatedAt)
    implements Versioned, Scoped {

  @Override
  public Collection<Scope> scopes() {
    return List.of(Scope.residence(id));
  }
}
