package com.honeydue.tasks;

import static com.honeydue.testing.ServiceFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.testing.ServiceFixture;
import com.honeydue.testing.UploadRows;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What completions hold of uploads: each by one alone, and only what somebody brought himself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompletionPhotosTest {

  private final Household household = new Household();
  private long owner;
  private long residence;

  @AfterAll
  void close() {
    household.close();
  }

  @BeforeEach
  void home() {
    owner = household.fixture.person();
    residence = household.residence(owner);
  }

  private long upload(long user, String kind) {
    return UploadRows.insert(household.fixture.database(), user, kind);
  }

  private Task task() {
    return household.create(owner, residence, "monthly", "2026-05-01");
  }

  private Call<Arguments> creating(long user, Task task, Long... photos) {
    var body =
        new JsonObject()
            .put("task_id", task.id())
            .put("occurrence", String.valueOf(task.nextDueDate()))
            .put("photo_ids", new JsonArray(List.of(photos)));
    return call(user, "createCompletion", Map.of(), body);
  }

  private Completion complete(Long... photos) {
    return household
        .fixture
        .body(household.service, creating(owner, task(), photos), CompletedTask.class)
        .completion();
  }

  private Call<Arguments> patching(long user, long completion, Long... photos) {
    return call(
        user,
        "updateCompletion",
        Map.of("id", completion),
        new JsonObject().put("photo_ids", new JsonArray(List.of(photos))));
  }

  private List<String> refused(Call<Arguments> call) {
    Failure failure = household.failure(call);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    return failure.errors().stream().map(FieldError::pointer).toList();
  }

  /** What an upload belongs to. */
  private String holder(long upload) {
    return String.valueOf(
        household
            .fixture
            .database()
            .column(
                """
                select concat_ws(' ', claimed_by, claimed_id, residence_id, unclaimed_since is not null)
                from upload_upload where id = %d
                """
                    .formatted(upload))
            .getFirst());
  }

  private void assertFree(long upload) {
    assertThat(holder(upload)).isEqualTo("t");
  }

  private void assertHeld(long upload, long completion) {
    assertThat(holder(upload)).isEqualTo("completion %d %d f".formatted(completion, residence));
  }

  @Test
  void aPhotoShouldBelongToItsCompletion() {
    long photo = upload(owner, "completion");

    long completion = complete(photo).id();

    assertHeld(photo, completion);
  }

  @Test
  void whatMayNotBeAttachedShouldBeNamed() {
    long mine = upload(owner, "image");
    long face = upload(owner, "avatar");
    long strangers = upload(household.fixture.person(), "completion");
    long member = household.person(residence, "member");
    long members = upload(member, "completion");
    long taken = upload(owner, "completion");
    complete(taken);
    var task = task();

    assertThat(refused(creating(owner, task, mine, face, strangers, members, taken, 1L << 40)))
        .containsExactly(
            "/photo_ids/1", "/photo_ids/2", "/photo_ids/3", "/photo_ids/4", "/photo_ids/5");

    assertFree(mine);
    assertThat(household.read(owner, task.id()).completionCount()).isZero();
  }

  @Test
  void aChangeShouldKeepWhatIsThereAndLetGoOfTheRest() {
    long kept = upload(owner, "completion");
    long dropped = upload(owner, "completion");
    long completion = complete(kept, dropped).id();
    long manager = household.person(residence, "manager");
    long added = upload(manager, "image");

    household.fixture.reply(household.service, patching(manager, completion, kept, added));

    assertHeld(kept, completion);
    assertHeld(added, completion);
    assertFree(dropped);
    assertThat(refused(patching(manager, completion, kept, dropped)))
        .containsExactly("/photo_ids/1");
    assertHeld(added, completion);
  }

  @Test
  void photosShouldGoWithTheirCompletionAndTask() {
    long first = upload(owner, "completion");
    long second = upload(owner, "completion");
    var deleted = complete(first);
    var ofTask = complete(second);

    household.fixture.reply(
        household.service, call(owner, "deleteCompletion", Map.of("id", deleted.id())));
    household.fixture.reply(
        household.service, call(owner, "deleteTask", Map.of("id", ofTask.taskId())));

    assertThat(
            household
                .fixture
                .database()
                .number("select count(*) from upload_upload where id in (?, ?)", first, second))
        .isZero();
  }

  @Test
  void photosShouldBeFreeWhenTheirHomeGoesWithoutThem() {
    long photo = upload(owner, "completion");
    complete(photo);

    household.fixture.database().execute("delete from residence_residence where id = " + residence);

    assertFree(photo);
  }

  @Test
  void oneOfManyAtOnceShouldHaveThePhoto() {
    long photo = upload(owner, "completion");
    List<Call<Arguments>> calls =
        Stream.generate(this::task).limit(12).map(task -> creating(owner, task, photo)).toList();

    List<Future<?>> started =
        calls.stream()
            .<Future<?>>map(each -> household.fixture.start(household.service, each))
            .toList();
    ServiceFixture.await(Future.join(started).otherwiseEmpty());

    assertThat(started.stream().filter(Future::succeeded)).hasSize(1);
    assertThat(started)
        .filteredOn(Future::failed)
        .allSatisfy(
            lost ->
                assertThat(lost.cause())
                    .isInstanceOfSatisfying(
                        Failure.class,
                        failure ->
                            assertThat(failure.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/photo_ids/0")));
  }
}
