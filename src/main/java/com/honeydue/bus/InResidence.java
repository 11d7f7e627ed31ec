package com.honeydue.bus;

import java.util.Collection;
import java.util.List;

/** Something that belongs to one residence. */
public interface InResidence extends Scoped {

  long residenceId();

  @Override
  default Collection<Scope> scopes() {
    return List.of(Scope.residence(residenceId()));
  }
}
