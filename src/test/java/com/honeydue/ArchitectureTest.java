package com.honeydue;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom. A domain added later is listed in {@link #DOMAINS}, and nothing else here
 * changes.
 */
class ArchitectureTest {

  private static final List<String> DOMAINS =
      List.of(
          "auth",
          "residences",
          "tasks",
          "lookups",
          "contractors",
          "documents",
          "exports",
          "notifications",
          "subscriptions",
          "uploads",
          "admin");

  private static final List<String> INFRASTRUCTURE =
      List.of("bus", "db", "redis", "oidc", "push", "mail", "storage", "stores", "remote");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.honeydue");
  }

  @Test
  void dependenciesShouldPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("main")
        .definedBy("com.honeydue")
        .layer("http")
        .definedBy(packages("http"))
        .layer("domains")
        .definedBy(packages(DOMAINS))
        .layer("jobs")
        .definedBy(packages("jobs"))
        .layer("infrastructure")
        .definedBy(packages(INFRASTRUCTURE))
        .layer("telemetry")
        .definedBy(packages("telemetry"))
        .layer("config")
        .definedBy(packages("config"))
        .whereLayer("main")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("domains")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("jobs")
        .mayOnlyBeAccessedByLayers("main", "domains")
        .whereLayer("infrastructure")
        .mayOnlyBeAccessedByLayers("main", "http", "domains", "jobs")
        .whereLayer("config")
        .mayNotAccessAnyLayer()
        .check(classes);
  }

  @Test
  void everyPackageShouldBelongToALayer() {
    String[] known =
        Stream.of(
                Stream.of("com.honeydue"),
                Arrays.stream(packages(DOMAINS)),
                Arrays.stream(packages(INFRASTRUCTURE)),
                Arrays.stream(packages("http", "jobs", "telemetry", "config")))
            .flatMap(names -> names)
            .toArray(String[]::new);
    ArchRuleDefinition.classes().should().resideInAnyPackage(known).check(classes);
  }

  @Test
  void packagesShouldNotFormCycles() {
    slices().matching("com.honeydue.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void domainsShouldNotKnowEachOther() {
    for (String domain : DOMAINS) {
      String[] others = packages(DOMAINS.stream().filter(other -> !other.equals(domain)).toList());
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("com.honeydue." + domain + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  /**
   * Besides the edge, those who ask others over HTTP: for keys, for stores and to have pushes
   * delivered.
   */
  @Test
  void onlyTheEdgeShouldKnowHttp() {
    ArchRuleDefinition.noClasses()
        .that(
            not(
                resideInAnyPackage(
                    "com.honeydue",
                    "com.honeydue.http..",
                    "com.honeydue.oidc..",
                    "com.honeydue.remote..",
                    "com.honeydue.telemetry..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.ext.web..", "io.vertx.core.http..", "io.vertx.openapi..")
        .check(classes);
  }

  @Test
  void onlyTheLanesShouldReachTheDatabase() {
    ArchRuleDefinition.noClasses()
        .that(not(resideInAnyPackage("com.honeydue.db..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.flywaydb..", "io.vertx.pgclient..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.vertx.sqlclient.Pool")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.vertx.sqlclient.SqlConnection")
        .check(classes);
  }

  @Test
  void nothingShouldWaitOnAThread() {
    ArchRuleDefinition.noClasses()
        .that(not(resideInAnyPackage("com.honeydue")))
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Future.class, "await")
        .check(classes);
  }

  @Test
  void namesShouldSayWhatAClassIs() {
    ArchRuleDefinition.noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Util|Utils|Helper)(\\$.*)?")
        .check(classes);
    ArchRuleDefinition.noClasses()
        .that(simpleNameEndingWith("Service").or(simpleNameEndingWith("Statements")))
        .and()
        .areNotInterfaces()
        .should()
        .resideOutsideOfPackages(
            Stream.concat(Arrays.stream(packages(DOMAINS)), Arrays.stream(packages("jobs")))
                .toArray(String[]::new))
        .allowEmptyShould(true)
        .check(classes);
  }

  private static String[] packages(String... names) {
    return packages(List.of(names));
  }

  private static String[] packages(List<String> names) {
    return names.stream().map(name -> "com.honeydue." + name + "..").toArray(String[]::new);
  }
}
