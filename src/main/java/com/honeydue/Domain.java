package com.honeydue;

import com.honeydue.admin.AdminService;
import com.honeydue.auth.Auth;
import com.honeydue.bus.Service;
import com.honeydue.db.Statement;
import com.honeydue.lookups.LookupService;
import com.honeydue.residences.ResidenceService;
import com.honeydue.tasks.TaskService;
import java.util.List;
import java.util.function.Function;

/**
 * One domain of the application, as data.
 *
 * @param name in logs
 * @param statements what its service may send, to be prepared on every lane
 * @param service makes one instance of its service, on the event loop the instance will live on
 */
record Domain(String name, List<Statement<?>> statements, Function<Resources, Service> service) {

  /** Every domain. A new one is one line here. */
  static final List<Domain> ALL =
      List.of(
          new Domain("auth", Auth.STATEMENTS, Resources::authService),
          new Domain(
              "residences",
              ResidenceService.STATEMENTS,
              r -> new ResidenceService(r.database().lanes(), r.clock())),
          new Domain(
              "tasks",
              TaskService.STATEMENTS,
              r -> new TaskService(r.database().lanes(), r.clock())),
          new Domain(
              "lookups",
              LookupService.STATEMENTS,
              r -> new LookupService(r.database().lanes(), r.clock())),
          new Domain(
              "admin", AdminService.STATEMENTS, r -> new AdminService(r.database().lanes())));

  /** Every statement any service may send. */
  static List<Statement<?>> allStatements() {
    return ALL.stream().<Statement<?>>flatMap(domain -> domain.statements().stream()).toList();
  }
}
