package com.honeydue.stores;

import com.honeydue.config.AppStoreSettings;
import com.honeydue.config.StoreSettings;
import com.honeydue.remote.Http;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Apple's App Store Server API: what it answers, not yet verified. Production is asked first; what
 * it does not know may be in the sandbox, if that is allowed. Thread-safe.
 */
final class AppleApi {

  private static final String JSON = "application/json";
  private static final int MOST_BYTES = 2 * 1024 * 1024;
  private static final int MOST_PAGES = 200;
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{1,64}");

  /** No such purchase: of nobody, of another app, or an id that is none. */
  private static final Set<Long> UNKNOWN =
      Set.of(4_040_010L, 4_040_005L, 4_040_001L, 4_000_006L, 4_000_008L);

  /** What Apple itself says may work when it is tried again. */
  private static final Set<Long> LATER = Set.of(4_040_002L, 4_040_004L, 4_040_006L);

  private final Http http;
  private final StoreCalls calls;
  private final AppleToken token;
  private final Duration deadline;
  private final List<String> bases = new ArrayList<>();

  AppleApi(Vertx vertx, StoreSettings settings, StoreCalls calls, InstantSource clock) {
    var apple = settings.apple();
    this.http = new Http(vertx, settings.caFile(), settings.deadline(), MOST_BYTES);
    this.calls = calls;
    this.token = new AppleToken(apple, clock);
    this.deadline = settings.deadline();
    if (apple.allows(AppStoreSettings.PRODUCTION)) {
      bases.add(apple.url());
    }
    if (apple.allows(AppStoreSettings.SANDBOX)) {
      bases.add(apple.sandboxUrl());
    }
  }

  /** How all subscriptions of a customer stand. */
  Future<JsonObject> subscriptions(String id) {
    return anywhere(base -> get(base + "/inApps/v1/subscriptions/" + path(id)));
  }

  /** The signed transactions that were given back. */
  Future<List<String>> refunds(String id) {
    return anywhere(base -> transactions(base + "/inApps/v2/refund/lookup/" + path(id) + "?"));
  }

  /** The signed transactions of a customer's subscriptions, the first one first. */
  Future<List<String>> history(String id) {
    return anywhere(
        base ->
            transactions(
                base
                    + "/inApps/v2/history/"
                    + path(id)
                    + "?sort=ASCENDING&productType=AUTO_RENEWABLE&"));
  }

  /** The signed notifications that could not be handed to us, of every environment. */
  Future<List<String>> missed(long fromMillis, long toMillis) {
    var body =
        new JsonObject()
            .put("startDate", fromMillis)
            .put("endDate", toMillis)
            .put("onlyFailures", true);
    Future<List<String>> all = Future.succeededFuture(List.of());
    for (String base : bases) {
      String url = base + "/inApps/v1/notifications/history";
      all =
          all.compose(
              before ->
                  pages(
                      new ArrayList<>(before),
                      "",
                      next ->
                          post(
                              next.isEmpty() ? url : url + "?paginationToken=" + encoded(next),
                              body),
                      "paginationToken",
                      page -> texts(page, "notificationHistory", "signedPayload"),
                      1));
    }
    return all;
  }

  Future<Void> close() {
    return http.close();
  }

  private static String path(String id) {
    if (!ID.matcher(id).matches()) {
      throw StoreCalls.unknown("malformed_id");
    }
    return id;
  }

  private <T> Future<T> anywhere(Function<String, Future<T>> ask) {
    return next(bases.iterator(), ask);
  }

  private <T> Future<T> next(Iterator<String> left, Function<String, Future<T>> ask) {
    return ask.apply(left.next())
        .recover(
            error ->
                error instanceof StoreFailure failure
                        && failure.kind() == StoreFailure.Kind.UNKNOWN
                        && left.hasNext()
                    ? next(left, ask)
                    : Future.failedFuture(error));
  }

  private Future<List<String>> transactions(String url) {
    return pages(
        new ArrayList<>(),
        "",
        next -> get(next.isEmpty() ? url : url + "revision=" + encoded(next)),
        "revision",
        page -> page.getJsonArray("signedTransactions").stream().map(String.class::cast).toList(),
        1);
  }

  /** All pages, each of which says how to ask for the next. */
  private Future<List<String>> pages(
      List<String> found,
      String at,
      Function<String, Future<JsonObject>> ask,
      String mark,
      Function<JsonObject, List<String>> read,
      int number) {
    return ask.apply(at)
        .compose(
            page -> {
              found.addAll(read.apply(page));
              String next = page.getString(mark, "");
              if (!page.getBoolean("hasMore", false) || next.isEmpty() || next.equals(at)) {
                return Future.succeededFuture(List.copyOf(found));
              }
              return number == MOST_PAGES
                  ? Future.failedFuture(StoreCalls.unavailable("too_many_pages", null))
                  : pages(found, next, ask, mark, read, number + 1);
            });
  }

  private static List<String> texts(JsonObject page, String list, String member) {
    return page.getJsonArray(list).stream()
        .map(item -> ((JsonObject) item).getString(member))
        .toList();
  }

  private Future<JsonObject> get(String url) {
    return calls.ask(() -> http.get(url, token.get(), deadline)).map(this::read);
  }

  private Future<JsonObject> post(String url, JsonObject body) {
    return calls
        .ask(() -> http.post(url, JSON, token.get(), body.toBuffer(), deadline))
        .map(this::read);
  }

  private JsonObject read(Http.Reply reply) {
    int status = reply.status();
    if (status == 200) {
      return reply.json();
    }
    String code = "status_" + status;
    long error =
        reply.json().getValue("errorCode") instanceof Number number ? number.longValue() : 0;
    if (StoreCalls.isTrouble(status) || LATER.contains(error)) {
      throw StoreCalls.unavailable(code, calls.after(reply));
    }
    throw UNKNOWN.contains(error) ? StoreCalls.unknown(code) : StoreCalls.misconfigured(code);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
