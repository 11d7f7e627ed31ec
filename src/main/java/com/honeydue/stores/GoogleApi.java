package com.honeydue.stores;

import com.honeydue.config.StoreSettings;
import com.honeydue.remote.AccessTokens;
import com.honeydue.remote.Http;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Google's Play Developer API, asked as our service account. Thread-safe. */
final class GoogleApi {

  private static final String SCOPE = "https://www.googleapis.com/auth/androidpublisher";
  private static final String JSON = "application/json";
  private static final int MOST_BYTES = 2 * 1024 * 1024;
  private static final int MOST_PAGES = 200;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,1000}");

  private final Http http;
  private final AccessTokens tokens;
  private final StoreCalls calls;
  private final Duration deadline;
  private final String purchases;

  GoogleApi(Vertx vertx, StoreSettings settings, StoreCalls calls, InstantSource clock) {
    var google = settings.google();
    this.http = new Http(vertx, settings.caFile(), settings.deadline(), MOST_BYTES);
    this.tokens =
        new AccessTokens(
            vertx, http, google.account(), google.tokenUrl(), SCOPE, settings.deadline(), clock);
    this.calls = calls;
    this.deadline = settings.deadline();
    this.purchases =
        google.url() + "/androidpublisher/v3/applications/" + google.packageName() + "/purchases";
  }

  /** A subscription, and when that was answered. */
  Future<Http.Reply> subscription(String token) {
    return get("/subscriptionsv2/tokens/" + path(token));
  }

  /** Does something with a subscription: {@code acknowledge}, {@code cancel}. */
  Future<Http.Reply> change(String product, String token, String what) {
    String url =
        purchases + "/subscriptions/" + path(product) + "/tokens/" + path(token) + ":" + what;
    return authorized(access -> http.post(url, JSON, access, Buffer.buffer("{}"), deadline));
  }

  /** Purchases that were given back since then, of all pages. */
  Future<List<JsonObject>> voided(Instant since) {
    return voided(
        "/voidedpurchases?type=1&maxResults=1000&startTime=" + since.toEpochMilli(),
        "",
        new ArrayList<>(),
        1);
  }

  Future<Void> close() {
    return http.close();
  }

  private Future<List<JsonObject>> voided(
      String query, String page, List<JsonObject> found, int number) {
    return get(page.isEmpty() ? query : query + "&token=" + encoded(page))
        .compose(
            reply -> {
              JsonObject json = reply.json();
              if (json.getJsonArray("voidedPurchases") != null) {
                json.getJsonArray("voidedPurchases").forEach(one -> found.add((JsonObject) one));
              }
              String next =
                  json.getJsonObject("tokenPagination", new JsonObject())
                      .getString("nextPageToken", "");
              if (next.isEmpty() || next.equals(page)) {
                return Future.succeededFuture(List.copyOf(found));
              }
              return number == MOST_PAGES
                  ? Future.failedFuture(StoreCalls.unavailable("too_many_pages", null))
                  : voided(query, next, found, number + 1);
            });
  }

  private Future<Http.Reply> get(String path) {
    return authorized(access -> http.get(purchases + path, access, deadline));
  }

  /** A token may be withdrawn before its end: a new one is tried, once. */
  private Future<Http.Reply> authorized(Function<String, Future<Http.Reply>> ask) {
    return attempt(ask)
        .compose(reply -> reply.status() == 401 ? attempt(ask) : Future.succeededFuture(reply))
        .map(this::checked);
  }

  private Future<Http.Reply> attempt(Function<String, Future<Http.Reply>> ask) {
    return tokens
        .get()
        .compose(
            access ->
                calls
                    .ask(() -> ask.apply(access))
                    .onSuccess(
                        reply -> {
                          if (reply.status() == 401) {
                            tokens.refused(access);
                          }
                        }));
  }

  private Http.Reply checked(Http.Reply reply) {
    int status = reply.status();
    String code = "status_" + status;
    if (status >= 200 && status < 300) {
      return reply;
    }
    if (StoreCalls.isTrouble(status)) {
      throw StoreCalls.unavailable(code, calls.after(reply));
    }
    throw switch (status) {
      case 404, 410 -> StoreCalls.unknown(code);
      case 400 -> StoreCalls.invalid(code);
      default -> StoreCalls.misconfigured(code);
    };
  }

  private static String path(String id) {
    if (!ID.matcher(id).matches()) {
      throw StoreCalls.unknown("malformed_id");
    }
    return encoded(id);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
