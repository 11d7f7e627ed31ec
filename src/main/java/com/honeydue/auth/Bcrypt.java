package com.honeydue.auth;

import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/** bcrypt's own form, {@code $2a$}, {@code $2b$} or {@code $2y$}. Only ever read. Immutable. */
final class Bcrypt implements PasswordHash {

  /** Each step of the cost doubles the work; from 17 on one check would take seconds. */
  private static final Pattern FORM =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

  private final String stored;

  private Bcrypt(String stored) {
    this.stored = stored;
  }

  static @Nullable Bcrypt parse(String stored) {
    return FORM.matcher(stored).matches() ? new Bcrypt(stored) : null;
  }

  @Override
  public boolean matches(String password) {
    return OpenBSDBCrypt.checkPassword(stored, PasswordHash.bytes(password));
  }

  @Override
  public boolean needsRehash() {
    return true;
  }

  @Override
  public String algorithm() {
    return "bcrypt";
  }
}
