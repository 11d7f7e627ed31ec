package com.honeydue.contractors;

import com.honeydue.bus.Arguments;
import io.vertx.core.json.JsonObject;

/**
 * A PATCH of a contractor.
 *
 * @param columns what changes; a column that is absent stays
 */
record ContractorChange(long id, JsonObject columns) {

  static ContractorChange from(Arguments arguments) {
    return new ContractorChange(arguments.id(), ContractorFields.columns(arguments.body()));
  }
}
