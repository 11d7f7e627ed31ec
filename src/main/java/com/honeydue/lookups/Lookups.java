package com.honeydue.lookups;

import com.honeydue.bus.Fingerprint;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import java.util.List;

/** The answers as they are kept in memory, each with its tag. Immutable. */
record Lookups(
    Reply categories,
    Reply priorities,
    Reply frequencies,
    Reply residenceTypes,
    Reply specialties,
    Reply all) {

  static Lookups of(StaticData data) {
    return new Lookups(
        page(data.taskCategories()),
        page(data.taskPriorities()),
        page(data.taskFrequencies()),
        page(data.residenceTypes()),
        page(data.contractorSpecialties()),
        tagged(data, data));
  }

  private static Reply page(List<?> items) {
    return tagged(new Page<>(items, null), items);
  }

  /** The text of a record names all that is in it. */
  private static Reply tagged(Object body, Object content) {
    return Reply.of(body).tagged(new Fingerprint().add(content.toString()).tag());
  }
}
