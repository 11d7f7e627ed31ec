package com.honeydue.auth;

import com.honeydue.bus.Operations;
import com.honeydue.bus.Service;
import java.util.List;

/** Accounts, their sessions, and who is calling. Confined to its event loop. */
public final class AuthService implements Service {

  /** A part of the domain, with operations of its own. */
  interface Topic {
    void mount(Operations operations);
  }

  private final List<Topic> topics;

  AuthService(Topic... topics) {
    this.topics = List.of(topics);
  }

  @Override
  public Operations operations() {
    var operations = new Operations();
    topics.forEach(topic -> topic.mount(operations));
    return operations;
  }
}
