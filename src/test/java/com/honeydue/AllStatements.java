package com.honeydue;

import com.honeydue.db.Statement;
import java.util.List;

/** Every statement of the process, for whoever is not in its package. */
public final class AllStatements {

  private AllStatements() {}

  public static List<Statement<?>> list() {
    return Domain.allStatements();
  }
}
