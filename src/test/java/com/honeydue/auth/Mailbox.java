package com.honeydue.auth;

import com.honeydue.config.Secret;
import com.honeydue.notifications.SignedLinks;
import com.honeydue.testing.IdentityProvider;
import com.honeydue.testing.StorePeers;
import com.honeydue.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The mails that are to be sent, read as their sender will. Any thread may use it. */
public final class Mailbox {

  private static final String KEY = "the key of these tests";

  /**
   * What a server's settings need so that its codes can be read here, and tests may play Apple and
   * Google, also as stores.
   */
  public static final Map<String, String> SETTINGS = settings();

  private static Map<String, String> settings() {
    Map<String, String> settings = IdentityProvider.shared().settings();
    settings.putAll(StorePeers.shared().settings());
    settings.put("AUTH_CODE_KEY", KEY);
    settings.put("NOTIFICATIONS_KEY", SignedLinks.KEY);
    return Map.copyOf(settings);
  }

  private final TestDatabase database;
  private final Codes codes = new Codes(new Secret(KEY), "");

  public Mailbox(TestDatabase database) {
    this.database = database;
  }

  /** The code in the last mail of that type to that address. */
  public String code(String type, String email) {
    var mail = last(type, email);
    return codes.open(mail.getString("job"), mail.getString("sealed_code"));
  }

  /** The payload of the last such mail. */
  public JsonObject last(String type, String email) {
    return new JsonObject(
        String.valueOf(
            database
                .column(
                    """
                    select (payload || jsonb_build_object('job', id))::text from jobs_outbox
                    where type = ? and lower(payload ->> 'email') = lower(?)
                    order by created_at desc limit 1
                    """,
                    type,
                    email)
                .getFirst()));
  }

  /** How many such mails there are. */
  public long count(String type, String email) {
    return database.number(
        "select count(*) from jobs_outbox where type = ? and lower(payload ->> 'email') = lower(?)",
        type,
        email);
  }

  /** What the database makes its hash of. */
  byte[] mac(Codes.Purpose purpose, String code) {
    return codes.mac(purpose, code).getBytes();
  }

  /** Another code than that one. */
  public static String wrong(String code) {
    return code.equals("123456") ? "654321" : "123456";
  }
}
