package com.honeydue.auth;

/**
 * No password matches: there is no such account, it has none, or what is stored can not be read.
 * Finding that out costs as much as checking a real hash, so that the time of an answer does not
 * tell which accounts exist.
 */
enum NoPassword implements PasswordHash {
  INSTANCE;

  private static final Argon2id DECOY = Argon2id.decoy();

  @Override
  public boolean matches(String password) {
    var unused = DECOY.matches(password);
    return false;
  }

  @Override
  public boolean needsRehash() {
    return false;
  }

  @Override
  public String algorithm() {
    return DECOY.algorithm();
  }
}
