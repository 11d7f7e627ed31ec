package com.honeydue.notifications;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.Lanes;
import io.vertx.core.Future;

/** What somebody wants to be told. Lives on the event loop of its lanes. */
final class Preferences {

  private final Lanes lanes;

  Preferences(Lanes lanes) {
    this.lanes = lanes;
  }

  void addTo(Operations operations) {
    operations
        .on("getPreferences", this::get)
        .on("updatePreferences", ChoiceChange::from, this::update);
  }

  Future<Reply> get(Call<Arguments> call) {
    return lanes
        .one(ChoiceStatements.GET.with(call.userId()))
        .map(choices -> Reply.of(choices).touching(Scope.user(call.userId())));
  }

  Future<Choices> update(Call<ChoiceChange> call) {
    var change = call.arguments();
    return lanes
        .one(
            ChoiceStatements.UPDATE.with(
                call.userId(),
                change.columns(),
                change.channels(),
                change.profile(),
                call.preconditions().acceptedVersions()))
        .map(
            changed -> {
              if (changed.choices() == null) {
                throw changed.status().equals("stale") ? Failure.stale() : Failure.notFound();
              }
              return changed.choices();
            });
  }
}
