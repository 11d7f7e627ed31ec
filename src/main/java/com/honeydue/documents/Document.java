package com.honeydue.documents;

import com.honeydue.bus.InResidence;
import com.honeydue.bus.Money;
import com.honeydue.bus.Versioned;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document of a home.
 *
 * @param type such as {@code warranty}
 * @param category one of the categories of tasks
 * @param active false for what is kept, but no longer of use
 * @param readOnly whether it is beyond what the tier of the home's owner holds
 * @param uploadId its file; null when there is none
 * @param imageIds pictures beside it
 * @param item what it is about
 * @param startsOn the first day on which it holds, at the home
 * @param endsOn the last one
 */
record Document(
    long id,
    long residenceId,
    String type,
    @Nullable String category,
    String title,
    @Nullable String description,
    boolean active,
    boolean readOnly,
    @Nullable Long uploadId,
    List<Long> imageIds,
    @Nullable String item,
    @Nullable String model,
    @Nullable String serialNumber,
    @Nullable String vendor,
    @Nullable LocalDate purchaseDate,
    @Nullable Money purchasePrice,
    @Nullable LocalDate startsOn,
    @Nullable LocalDate endsOn,
    @Nullable Long createdBy,
    long version,
    Instant createdAt,
    Instant updatedAt)
    implements InResidence, Versioned {}
