package com.honeydue.bench;

import com.honeydue.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * Sessions, written straight into the database: hundreds of logins would be hundreds of password
 * hashes.
 */
final class SessionTokens {

  private static final String INSERT =
      """
      insert into user_authtoken (key_hash, user_id, generation, last_seen_at)
      select ?, id, token_generation, now() from auth_user where lower(email) = lower(?)
      """;

  private SessionTokens() {}

  /** Tokens of {@code count} new sessions of one account. */
  static List<String> make(TestDatabase database, String email, int count) {
    return make(database, Collections.nCopies(count, email));
  }

  /** A token of a new session for each of these accounts. */
  static List<String> make(TestDatabase database, List<String> emails) {
    var random = new SecureRandom();
    List<String> tokens = new ArrayList<>();
    try (var connection = database.connect();
        var insert = connection.prepareStatement(INSERT)) {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String email : emails) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        tokens.add(token);
        insert.setBytes(1, digest.digest(token.getBytes(StandardCharsets.US_ASCII)));
        insert.setString(2, email);
        insert.addBatch();
      }
      insert.executeBatch();
      return tokens;
    } catch (SQLException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
