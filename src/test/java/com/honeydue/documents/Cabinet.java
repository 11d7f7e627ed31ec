package com.honeydue.documents;

import static com.honeydue.testing.ServiceFixture.call;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Page;
import com.honeydue.testing.ServiceFixture;
import com.honeydue.testing.UploadRows;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The document service over a real database, and what tests need to set a scene. */
final class Cabinet implements AutoCloseable {

  /** In Auckland it is the next day already. */
  static final Instant NOW = Instant.parse("2026-05-31T12:30:00Z");

  final ServiceFixture fixture = ServiceFixture.open(DocumentService.STATEMENTS);
  final DocumentService service = fixture.service(lanes -> new DocumentService(lanes, () -> NOW));

  /** A residence owned by {@code owner}. */
  long residence(long owner, String zone) {
    long id =
        fixture
            .database()
            .number(
                "insert into residence_residence (owner_id, name, time_zone) values (?, 'Home', ?)"
                    + " returning id",
                owner,
                zone);
    fixture.join(owner, id, "owner");
    return id;
  }

  long residence(long owner) {
    return residence(owner, "UTC");
  }

  /** A member of {@code residence} with {@code role}. */
  long person(long residence, String role) {
    long id = fixture.person();
    fixture.join(id, residence, role);
    return id;
  }

  /** A picture of {@code owner} that belongs to nothing. */
  long picture(long owner) {
    return UploadRows.insert(fixture.database(), owner, "document");
  }

  /** A PDF of {@code owner} that belongs to nothing. */
  long pdf(long owner) {
    long id = picture(owner);
    execute(
        "update upload_upload set media_type = 'application/pdf', width = null, height = null where"
            + " id = "
            + id);
    return id;
  }

  long number(String sql, Object... arguments) {
    return fixture.database().number(sql, arguments);
  }

  void execute(String sql) {
    fixture.database().execute(sql);
  }

  static JsonObject titled(long residence, String title) {
    return new JsonObject().put("residence_id", residence).put("title", title);
  }

  static Call<Arguments> creating(long user, JsonObject body) {
    return call(user, "createDocument", Map.of(), body);
  }

  static Call<Arguments> on(long user, String operation, long id) {
    return call(user, operation, Map.of("id", id));
  }

  static Call<Arguments> updating(long user, long id, JsonObject body) {
    return call(user, "updateDocument", Map.of("id", id), body);
  }

  static Call<Arguments> adding(long user, long id, long picture) {
    return call(
        user, "addDocumentImage", Map.of("id", id), new JsonObject().put("upload_id", picture));
  }

  static Call<Arguments> removing(long user, long id, long picture) {
    return call(user, "removeDocumentImage", Map.of("id", id, "upload_id", picture));
  }

  Document create(long user, JsonObject body) {
    return document(creating(user, body));
  }

  /** The document that {@code call} answers with. */
  Document document(Call<Arguments> call) {
    return fixture.body(service, call, Document.class);
  }

  Failure failure(Call<Arguments> call) {
    return fixture.failure(service, call);
  }

  /** A page of a list; {@code parameters} as name and value in turn. */
  @SuppressWarnings("unchecked")
  Page<Document> list(long user, String operation, Object... parameters) {
    return (Page<Document>)
        Objects.requireNonNull(fixture.reply(service, listing(user, operation, parameters)).body());
  }

  static Call<Arguments> listing(long user, String operation, Object... parameters) {
    Map<String, Object> named = new HashMap<>(Map.of("limit", 50L));
    for (int i = 0; i < parameters.length; i += 2) {
      named.put((String) parameters[i], parameters[i + 1]);
    }
    return call(user, operation, named);
  }

  List<String> titles(long user, Object... parameters) {
    return titles(list(user, "listDocuments", parameters));
  }

  static List<String> titles(Page<Document> page) {
    return page.items().stream().map(Document::title).toList();
  }

  @Override
  public void close() {
    fixture.close();
  }
}
