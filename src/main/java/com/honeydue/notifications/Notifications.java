package com.honeydue.notifications;

import com.honeydue.bus.Bus;
import com.honeydue.bus.Service;
import com.honeydue.config.Settings;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobType.Queue;
import com.honeydue.jobs.JobWork;
import com.honeydue.jobs.Schedule;
import com.honeydue.mail.Mailer;
import com.honeydue.push.Push;
import com.honeydue.storage.PublicLinks;
import com.honeydue.storage.Storage;
import com.honeydue.telemetry.NotificationMeters;
import com.honeydue.telemetry.Telemetry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes what this domain answers and does later, on the event loop it will live on. Thread-safe.
 */
public final class Notifications {

  /** Every statement of this domain. */
  public static final List<Statement<?>> STATEMENTS =
      Stream.of(
              ListStatements.ALL,
              DeviceStatements.ALL,
              ChoiceStatements.ALL,
              Unsubscribing.STATEMENTS,
              EventStatements.ALL,
              DailyStatements.ALL,
              DeliveryStatements.ALL)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  /** What pushes and mails do not become any newer by waiting. */
  private static final JobType PUSH = sending(Telling.PUSH);

  private static final JobType EMAIL = sending(Telling.EMAIL);

  /** Every type of job of this domain. */
  public static final List<JobType> JOBS =
      Stream.of(Events.TYPES, Daily.TYPES, List.of(PUSH, EMAIL)).flatMap(List::stream).toList();

  /** What is done at certain times. */
  public static final List<Schedule> SCHEDULES = Daily.SCHEDULES;

  private final Settings settings;
  private final InstantSource clock;
  private final NotificationMeters meters;
  private final ActionTokens actions;
  private final UnsubscribeTokens unsubscribing;

  public Notifications(Settings settings, InstantSource clock, Telemetry telemetry) {
    this.settings = settings;
    this.clock = clock;
    this.meters = new NotificationMeters(telemetry);
    String fallback = settings.database().url();
    this.actions = new ActionTokens(settings.notifications(), fallback);
    this.unsubscribing = new UnsubscribeTokens(settings.notifications(), fallback);
  }

  /** What answers the operations. */
  public Service service(Lanes lanes, Bus bus) {
    return new NotificationService(
        new Lists(lanes, clock),
        new Devices(lanes, clock),
        new Preferences(lanes),
        new Actions(bus, actions, clock),
        new Unsubscribing(lanes, unsubscribing));
  }

  /**
   * What does the jobs.
   *
   * @param slowLanes for what looks at many people at once
   */
  public List<JobWork> work(
      Lanes lanes, Lanes slowLanes, Push push, Mailer mailer, Storage storage) {
    var pushes = new PushDelivery(lanes, push, new PushTexts(actions, clock), clock, meters);
    var files = new PublicLinks(storage, URI.create(settings.notifications().publicUrl()));
    var letters = new Letters(unsubscribing, files);
    var mails = new MailDelivery(lanes, mailer, letters, clock, meters);
    return Stream.of(
            new Events(lanes, clock, meters).work(),
            new Daily(slowLanes, settings.notifications(), clock, meters).work(),
            List.of(new JobWork(PUSH, pushes::run), new JobWork(EMAIL, mails::run)))
        .flatMap(List::stream)
        .toList();
  }

  private static JobType sending(String name) {
    return JobType.of(name, Queue.DEFAULT)
        .timeout(Duration.ofMinutes(2))
        .retries(25, new JobType.Pauses(Duration.ofSeconds(5), Duration.ofHours(2)));
  }
}
