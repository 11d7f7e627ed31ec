package com.honeydue;

import com.honeydue.admin.AdminService;
import com.honeydue.admin.FlightRecordingService;
import com.honeydue.admin.LogLevelService;
import com.honeydue.auth.Auth;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Service;
import com.honeydue.contractors.ContractorService;
import com.honeydue.db.Statement;
import com.honeydue.documents.DocumentService;
import com.honeydue.exports.ExportJob;
import com.honeydue.jobs.JobService;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobWork;
import com.honeydue.jobs.Jobs;
import com.honeydue.jobs.Schedule;
import com.honeydue.lookups.LookupService;
import com.honeydue.notifications.Notifications;
import com.honeydue.residences.InviteMail;
import com.honeydue.residences.ReportJob;
import com.honeydue.residences.ResidenceService;
import com.honeydue.subscriptions.SubscriptionService;
import com.honeydue.tasks.TaskService;
import com.honeydue.uploads.UploadJobs;
import com.honeydue.uploads.UploadService;
import java.util.List;
import java.util.function.Function;

/**
 * One domain of the application, as data.
 *
 * @param name in logs
 * @param statements what its service and its jobs may send, to be prepared on every lane
 * @param service makes one instance of its service, on the event loop the instance will live on
 * @param later what it does later
 */
record Domain(
    String name, List<Statement<?>> statements, Function<Resources, Service> service, Later later) {

  /**
   * The jobs of a domain.
   *
   * @param types of all of them
   * @param work makes what does them, one for each type, on the event loop it will live on
   */
  record Later(
      List<JobType> types, List<Schedule> schedules, Function<Resources, List<JobWork>> work) {

    static final Later NOTHING = new Later(List.of(), List.of(), resources -> List.of());
  }

  /** Every domain. A new one is one line here. */
  static final List<Domain> ALL =
      List.of(
          new Domain(
              "auth",
              Auth.STATEMENTS,
              Resources::authService,
              new Later(Auth.JOBS, List.of(), r -> r.auth().work(r.mailer()))),
          new Domain(
              "residences",
              ResidenceService.STATEMENTS,
              r -> new ResidenceService(r.database().lanes(), r.clock()),
              new Later(
                  List.of(ReportJob.TYPE, InviteMail.TYPE),
                  List.of(),
                  r ->
                      List.of(
                          InviteMail.work(r.database().lanes(), r.mailer()),
                          ReportJob.work(
                              r.database().slowLanes(), r.reports(), r.storage(), r.clock())))),
          new Domain(
              "tasks",
              TaskService.STATEMENTS,
              r -> new TaskService(r.database().lanes(), r.clock()),
              Later.NOTHING),
          new Domain(
              "contractors",
              ContractorService.STATEMENTS,
              r -> new ContractorService(r.database().lanes()),
              Later.NOTHING),
          new Domain(
              "notifications",
              Notifications.STATEMENTS,
              Resources::notificationService,
              new Later(
                  Notifications.JOBS,
                  Notifications.SCHEDULES,
                  r ->
                      r.notifications()
                          .work(
                              r.database().lanes(),
                              r.database().slowLanes(),
                              r.push(),
                              r.mailer(),
                              r.storage()))),
          new Domain(
              "documents",
              DocumentService.STATEMENTS,
              r -> new DocumentService(r.database().lanes(), r.clock()),
              Later.NOTHING),
          new Domain(
              "subscriptions",
              SubscriptionService.STATEMENTS,
              Resources::subscriptionService,
              new Later(
                  SubscriptionService.JOBS,
                  SubscriptionService.SCHEDULES,
                  Resources::subscriptionWork)),
          new Domain(
              "lookups",
              LookupService.STATEMENTS,
              r -> new LookupService(r.database().lanes(), r.clock()),
              Later.NOTHING),
          new Domain(
              "admin",
              AdminService.STATEMENTS,
              r -> new AdminService(r.database().lanes()),
              Later.NOTHING),
          new Domain(
              "uploads",
              UploadService.STATEMENTS,
              r -> new UploadService(r.database().lanes()),
              new Later(
                  UploadJobs.TYPES,
                  List.of(UploadJobs.SWEEP_HOURLY),
                  r -> UploadJobs.work(r.database().slowLanes(), r.storage(), r.clock()))),
          new Domain(
              "exports",
              ExportJob.STATEMENTS,
              r -> Operations::new,
              new Later(
                  ExportJob.TYPES,
                  List.of(),
                  r ->
                      ExportJob.work(
                          r.vertx(),
                          r.database().slowLanes(),
                          r.storage(),
                          r.settings().storage().uploads().spool(),
                          r.mailer(),
                          r.settings().notifications().publicUrl(),
                          r.clock()))),
          new Domain(
              "log levels",
              List.of(),
              r -> new LogLevelService(r.database().lanes(), r.redis().link(), r.clock()),
              Later.NOTHING),
          new Domain(
              "flight recordings",
              List.of(),
              r ->
                  new FlightRecordingService(
                      r.database().lanes(), r.redis().link(), r.storage(), r.clock()),
              Later.NOTHING),
          new Domain(
              "jobs",
              Jobs.STATEMENTS,
              r ->
                  new JobService(
                      r.database().lanes(), r.redis().link(), Domain.allJobs(), r.clock()),
              new Later(
                  List.of(Jobs.SWEEP_DEAD),
                  List.of(Jobs.SWEEP_DEAD_DAILY),
                  r -> List.of(Jobs.sweepDead(r.database().slowLanes(), r.settings().jobs())))));

  /** Every statement the process may send. */
  static List<Statement<?>> allStatements() {
    return ALL.stream().<Statement<?>>flatMap(domain -> domain.statements().stream()).toList();
  }

  /** Every type of job. */
  static List<JobType> allJobs() {
    return ALL.stream().flatMap(domain -> domain.later().types().stream()).toList();
  }

  static List<Schedule> allSchedules() {
    return ALL.stream().flatMap(domain -> domain.later().schedules().stream()).toList();
  }

  /** What does every job, on the event loop this is called on. */
  static List<JobWork> allWork(Resources resources) {
    return ALL.stream().flatMap(domain -> domain.later().work().apply(resources).stream()).toList();
  }
}
