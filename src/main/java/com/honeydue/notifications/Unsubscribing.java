package com.honeydue.notifications;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import io.vertx.core.Future;
import java.util.List;

/**
 * Turning mails of one kind off from one of them. Opening the link changes nothing, since mail
 * clients open links by themselves; a person sends the form, and a mail client POSTs (RFC 8058).
 * Lives on the event loop of its lanes.
 */
final class Unsubscribing {

  /** $1 user, $2 type. A row, be it off already. */
  static final Statement<Boolean> UNSUBSCRIBE =
      Statement.insert("unsubscribe", "notifications_notificationpreference")
          .takes(Long.class, String.class)
          .sql(
              """
              insert into notifications_notificationpreference as n (user_id, channels)
              select u.id, jsonb_build_object($2::text, '{"email": false}'::jsonb) from auth_user u where u.id = $1
              on conflict (user_id) do update
              set channels =
                  n.channels || jsonb_build_object($2::text, coalesce(n.channels -> $2::text, '{}') || '{"email": false}'),
                version = n.version + 1
              returning true
              """)
          .map(row -> row.getBoolean(0));

  static final List<Statement<?>> STATEMENTS = List.of(UNSUBSCRIBE);

  private final Lanes lanes;
  private final UnsubscribeTokens tokens;

  Unsubscribing(Lanes lanes, UnsubscribeTokens tokens) {
    this.lanes = lanes;
    this.tokens = tokens;
  }

  void addTo(Operations operations) {
    operations.on("unsubscribePage", this::page).on("unsubscribe", this::unsubscribe);
  }

  private Future<Reply> page(Call<Arguments> call) {
    return Future.succeededFuture(Reply.of(UnsubscribePage.asking(named(call))));
  }

  private Future<Reply> unsubscribe(Call<Arguments> call) {
    var named = named(call);
    return lanes
        .run(UNSUBSCRIBE.with(named.userId(), named.kind().code()))
        .map(done -> Reply.of(UnsubscribePage.done(named)).touching(Scope.user(named.userId())));
  }

  private UnsubscribeTokens.Named named(Call<Arguments> call) {
    var named = tokens.open(call.arguments().text("unsubscribe_token"));
    if (named == null) {
      throw Failure.notFound();
    }
    return named;
  }
}
