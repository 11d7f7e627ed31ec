package com.honeydue.http.throttle;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says of how often an operation may be tried (an item of {@code x-throttle}).
 * How often that is, the settings say under its name.
 *
 * @param name in the settings, and of its policy in {@code RateLimit}
 * @param per whose tries are counted together
 * @param of the field of the body that names the account; {@code null} unless counted per account
 * @param success what a try that succeeded does to the count
 */
public record Throttle(String name, Per per, @Nullable String of, Success success) {

  /** Whose tries are counted together. */
  public enum Per {
    /** Those of whoever the body names, be there such an account or not. */
    ACCOUNT,
    /** Those from one client network. */
    NETWORK,
    /** Those of the account that is signed in. */
    CALLER
  }

  /** What a try that succeeded does to the count. */
  public enum Success {
    /** It counts as any other. */
    COUNTS,
    /** It does not count. */
    RETURNS,
    /** It ends the count: those before are forgotten, too. */
    FORGETS
  }

  /**
   * Reads {@code {name, per, of, success}}; {@code success} is {@code counts} unless said
   * otherwise.
   *
   * @throws IllegalStateException if it is of another form
   */
  public static Throttle of(JsonObject item) {
    try {
      var per = Per.valueOf(upper(item.getString("per")));
      String of = item.getString("of");
      if ((of != null) != (per == Per.ACCOUNT) || item.getString("name") == null) {
        throw new IllegalArgumentException("`of` goes with `per: account`");
      }
      return new Throttle(
          item.getString("name"),
          per,
          of,
          Success.valueOf(upper(item.getString("success", "counts"))));
    } catch (RuntimeException unreadable) {
      throw new IllegalStateException("can not read x-throttle " + item, unreadable);
    }
  }

  private static String upper(@Nullable String word) {
    return String.valueOf(word).toUpperCase(Locale.ROOT);
  }
}
