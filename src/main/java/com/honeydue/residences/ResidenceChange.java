package com.honeydue.residences;

import com.honeydue.bus.Arguments;
import io.vertx.core.json.JsonObject;

/**
 * A PATCH of a residence.
 *
 * @param columns what changes; a column that is absent stays
 */
record ResidenceChange(long id, JsonObject columns) {

  static ResidenceChange from(Arguments arguments) {
    return new ResidenceChange(arguments.id(), ResidenceFields.columns(arguments.body()));
  }
}
