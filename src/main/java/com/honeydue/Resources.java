package com.honeydue;

import com.honeydue.auth.Auth;
import com.honeydue.bus.Bus;
import com.honeydue.bus.Service;
import com.honeydue.config.Settings;
import com.honeydue.db.Database;
import com.honeydue.jobs.JobWork;
import com.honeydue.mail.Mailer;
import com.honeydue.notifications.Notifications;
import com.honeydue.push.Push;
import com.honeydue.redis.RedisLinks;
import com.honeydue.residences.report.ReportPool;
import com.honeydue.storage.Storage;
import com.honeydue.stores.Stores;
import com.honeydue.subscriptions.SubscriptionService;
import com.honeydue.telemetry.BusMeters;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;

/** What the process has opened and services are made from. */
record Resources(
    Vertx vertx,
    Settings settings,
    Telemetry telemetry,
    BusMeters busMeters,
    Database database,
    RedisLinks redis,
    Auth auth,
    Notifications notifications,
    Mailer mailer,
    Push push,
    Stores stores,
    Storage storage,
    ReportPool reports,
    InstantSource clock) {

  Service authService() {
    return auth.service(database.lanes(), database.slowLanes(), redis.link());
  }

  Service notificationService() {
    return notifications.service(database.lanes(), new Bus(vertx, clock, busMeters));
  }

  Service subscriptionService() {
    var settings = settings().stores();
    return new SubscriptionService(
        database.lanes(), stores, settings.renewalLeeway(), settings.trial(), clock, telemetry);
  }

  List<JobWork> subscriptionWork() {
    return SubscriptionService.work(
        database.slowLanes(), stores, settings.stores().renewalLeeway(), clock, telemetry);
  }
}
