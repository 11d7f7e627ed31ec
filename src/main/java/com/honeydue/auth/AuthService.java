package com.honeydue.auth;

import com.honeydue.bus.Operations;
import com.honeydue.bus.Service;

/** Accounts, their sessions, and who is calling. Confined to its event loop. */
public final class AuthService implements Service {

  private final Authenticator authenticator;
  private final SignIns signIns;
  private final Sessions sessions;
  private final Accounts accounts;
  private final Passwords passwords;
  private final PasswordResets resets;
  private final Verifications verifications;

  AuthService(
      Authenticator authenticator,
      SignIns signIns,
      Sessions sessions,
      Accounts accounts,
      Passwords passwords,
      PasswordResets resets,
      Verifications verifications) {
    this.authenticator = authenticator;
    this.signIns = signIns;
    this.sessions = sessions;
    this.accounts = accounts;
    this.passwords = passwords;
    this.resets = resets;
    this.verifications = verifications;
  }

  @Override
  public Operations operations() {
    var operations = new Operations();
    authenticator.mount(operations);
    signIns.mount(operations);
    sessions.mount(operations);
    accounts.mount(operations);
    passwords.mount(operations);
    resets.mount(operations);
    verifications.mount(operations);
    return operations;
  }
}
