package com.honeydue.documents;

import com.honeydue.bus.Arguments;
import io.vertx.core.json.JsonObject;

/**
 * A PATCH of a document.
 *
 * @param columns what changes; a column that is absent stays
 */
record DocumentChange(long id, JsonObject columns) {

  static DocumentChange from(Arguments arguments) {
    return new DocumentChange(arguments.id(), DocumentFields.columns(arguments.body()));
  }
}
