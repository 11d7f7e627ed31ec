package com.honeydue.residences;

import com.honeydue.bus.Scope;
import com.honeydue.bus.Scoped;
import java.time.LocalDate;
import java.util.Collection;

/**
 * A residence and how its board stands.
 *
 * @param today the day it is there
 */
record MyResidence(Residence residence, LocalDate today, ColumnCounts columns) implements Scoped {

  @Override
  public Collection<Scope> scopes() {
    return residence.scopes();
  }
}
