package com.honeydue.bus;

import java.util.Collection;

/** What a service answers with, when it knows which scopes it is made of. */
public interface Scoped {
  /** All of them: a change outside of these leaves this as it is. */
  Collection<Scope> scopes();
}
