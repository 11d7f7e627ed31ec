package com.honeydue.testing;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Both stores, one of each for the run; nobody may tell them to answer otherwise. Thread-safe. */
public final class StorePeers {

  private static final Duration MONTH = Duration.ofDays(30);

  private static final class Shared {
    private static final StorePeers PEERS = new StorePeers();
  }

  private final AppleStorePeer apple = new AppleStorePeer();
  private final GooglePlayPeer google = new GooglePlayPeer();
  private final AtomicLong bought = new AtomicLong(3_000_000_000_000L);

  private StorePeers() {}

  /** One for the run. */
  public static StorePeers shared() {
    return Shared.PEERS;
  }

  /** What makes a server ask them. */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(apple.settings());
    settings.putAll(google.settings());
    return settings;
  }

  /** The token of something that somebody has just bought at Google, naming nobody. */
  public String boughtAtGoogle() {
    String token = Long.toString(bought.incrementAndGet());
    var until = Instant.now().plus(MONTH);
    google.buy(token, "honeydue_pro_monthly", null, until);
    google.renew(token, "GPA." + token, until);
    return token;
  }

  /** The signed transaction of something that somebody has just bought at Apple. */
  public String boughtAtApple() {
    return apple.signedTransaction(transaction());
  }

  /** A notification of something that somebody has bought at Apple. */
  public String notification() {
    return apple.notification(UUID.randomUUID(), "SUBSCRIBED", "INITIAL_BUY", transaction());
  }

  /** A push about something that somebody has bought at Google. */
  public JsonObject push() {
    return google.push(UUID.randomUUID().toString(), 4, boughtAtGoogle());
  }

  /** The header that comes with a push. */
  public String authorization() {
    return google.authorization();
  }

  private String transaction() {
    String id = Long.toString(bought.incrementAndGet());
    apple.buy(id, "com.honeydue.pro.monthly", null, Instant.now().plus(MONTH));
    return id;
  }
}
