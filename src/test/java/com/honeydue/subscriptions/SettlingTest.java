package com.honeydue.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.jobs.Job;
import com.honeydue.testing.ServiceFixture;
import com.honeydue.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes read-only, and when, without anybody asking. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettlingTest {

  private static final int PEOPLE = 45;

  private final ServiceFixture fixture = ServiceFixture.open(SubscriptionService.STATEMENTS);
  private final TestDatabase database = fixture.database();

  @AfterAll
  void close() {
    fixture.close();
  }

  /** People with two homes each, all of them pro. */
  @BeforeEach
  void populate() {
    database.execute(
        "delete from jobs_outbox",
        "delete from residence_residence",
        "delete from auth_user",
        """
        insert into auth_user (username, email)
        select 'p' || n, 'p' || n || '@example.org' from generate_series(1, %d) n
        """
            .formatted(PEOPLE),
        "insert into subscription_usersubscription (user_id, tier) select id, 'pro' from auth_user",
        """
        insert into residence_residence (owner_id, name, time_zone)
        select id, 'Home', 'UTC' from auth_user cross join generate_series(1, 2)
        """);
  }

  private long readOnly() {
    return database.number("select count(*) from residence_residence where read_only");
  }

  private long number(String sql) {
    return database.number(sql);
  }

  private void sweep() {
    fixture.on(lanes -> new Settling(lanes).sweep());
  }

  @Test
  void whatEndedByTimeAloneShouldBeFoundOnce() {
    database.execute(
        "update subscription_usersubscription set expires_at = now() - interval '1 minute' where"
            + " user_id % 9 <> 0");
    long ended =
        number("select count(*) from subscription_usersubscription where expires_at < now()");

    sweep();

    assertThat(readOnly()).isEqualTo(ended).isGreaterThan(20);
    assertThat(number("select count(*) from subscription_excess")).isEqualTo(ended);
    assertThat(
            number(
                "select count(*) from subscription_usersubscription where settled_at >="
                    + " expires_at"))
        .isEqualTo(ended);
    String versions = "select sum(version) from residence_residence";
    long before = number(versions);
    sweep();
    assertThat(number(versions)).as("nothing is written twice").isEqualTo(before);
  }

  @Test
  void whatLeftNoJobShouldBeMadeUpFor() {
    database.execute("update subscription_usersubscription set tier = 'free'");
    database.execute("select tier_settle(id) from auth_user");
    assertThat(readOnly()).isEqualTo(PEOPLE);
    database.execute("delete from residence_residence where not read_only");

    sweep();

    assertThat(readOnly()).isZero();
    assertThat(number("select count(*) from subscription_excess")).isZero();
  }

  @Test
  void everybodyShouldBeReachedFromOneJobToTheNext() {
    database.execute(
        "update subscription_tierlimit set maximum = 0 where tier = 'pro' and resource ="
            + " 'residences'",
        "insert into jobs_outbox (type) values ('subscriptions.settle_all')");

    int jobs = 0;
    for (var id = waiting(); !id.isEmpty(); id = waiting()) {
      var job = job(id.getFirst());
      fixture.on(lanes -> new Settling(lanes).everybody(job).mapEmpty());
      jobs++;
    }

    assertThat(jobs).isEqualTo(PEOPLE / 20 + 1);
    assertThat(readOnly()).isEqualTo(2 * PEOPLE);
    database.execute(
        "update subscription_tierlimit set maximum = null where resource = 'residences' and tier ="
            + " 'pro'");
  }

  @Test
  void aJobShouldSettleItsAccountOnce() {
    long person = number("select min(id) from auth_user");
    database.execute(
        "update subscription_usersubscription set tier = 'free'",
        "insert into jobs_outbox (type, payload) values ('subscriptions.settle', '{\"user_id\": %d}')"
            .formatted(person));
    var job = job(waiting().getFirst());

    fixture.on(lanes -> new Settling(lanes).account(job).mapEmpty());
    assertThat(readOnly()).isOne();
    database.execute("update subscription_usersubscription set tier = 'pro'");
    fixture.on(lanes -> new Settling(lanes).account(job).mapEmpty());

    assertThat(readOnly()).as("its row is gone").isOne();
    assertThat(waiting()).isEmpty();
  }

  private List<String> waiting() {
    return database.column("select id::text from jobs_outbox").stream()
        .map(String::valueOf)
        .toList();
  }

  private static Job job(String id) {
    return new Job(id, "subscriptions", new JsonObject(), 1, Instant.EPOCH, null);
  }
}
