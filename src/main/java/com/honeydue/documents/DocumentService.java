package com.honeydue.documents;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.storage.Delivery;
import com.honeydue.storage.StoredFile;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Documents. Lives on the event loop of its lanes. */
public final class DocumentService implements Service {

  /** Every statement that this service sends. */
  public static final List<Statement<?>> STATEMENTS =
      Stream.of(DocumentStatements.ALL, DocumentListStatements.ALL)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  /** Before all that a document can end on. */
  private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

  private final Lanes lanes;
  private final InstantSource clock;

  /**
   * @param clock what time it is; which day that is depends on the residence
   */
  public DocumentService(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  @Override
  public Operations operations() {
    return new Operations()
        .on("listDocuments", DocumentQuery::documents, this::list)
        .on("listWarranties", DocumentQuery::warranties, this::warranties)
        .on("createDocument", arguments -> DocumentFields.columns(arguments.body()), this::create)
        .on("getDocument", this::get)
        .on("updateDocument", DocumentChange::from, this::update)
        .on("deleteDocument", this::delete)
        .on("activateDocument", call -> activate(call, true))
        .on("deactivateDocument", call -> activate(call, false))
        .on("addDocumentImage", this::addImage)
        .on("removeDocumentImage", this::removeImage)
        .on("downloadDocument", this::download);
  }

  private Future<Page<Document>> list(Call<DocumentQuery> call) {
    var query = call.arguments();
    return lanes
        .run(
            DocumentListStatements.LIST.with(
                call.userId(),
                query.residenceId(),
                query.type(),
                query.category(),
                query.active(),
                now(),
                query.expiringWithin(),
                query.words(),
                Cursor.key(query.cursor(), Long.MAX_VALUE),
                query.limit() + 1))
        .map(rows -> page(rows, query.limit(), last -> Cursor.after(last.id())));
  }

  private Future<Page<Document>> warranties(Call<DocumentQuery> call) {
    var query = call.arguments();
    var after = end(query.cursor());
    return lanes
        .run(
            DocumentListStatements.BY_END.with(
                call.userId(),
                query.residenceId(),
                query.type(),
                query.category(),
                query.active(),
                now(),
                query.expiringWithin(),
                query.words(),
                LocalDate.ofInstant(after.at(), ZoneOffset.UTC),
                after.id(),
                query.limit() + 1))
        .map(rows -> page(rows, query.limit(), DocumentService::cursor));
  }

  /** The end and the id after which a page begins. */
  private static Cursor.Position end(@Nullable String cursor) {
    return cursor == null ? new Cursor.Position(BEGINNING, 0) : Cursor.position(cursor);
  }

  private static String cursor(Document last) {
    var end = Objects.requireNonNullElse(last.endsOn(), DocumentListStatements.NO_END);
    return Cursor.after(end.atStartOfDay(ZoneOffset.UTC).toInstant(), last.id());
  }

  /** What was found; no row at all where the caller may not look. */
  private static Page<Document> page(
      List<Optional<Document>> rows, int limit, Function<Document, String> cursor) {
    if (rows.isEmpty()) {
      throw Failure.notFound();
    }
    return Page.cut(rows.stream().flatMap(Optional::stream).toList(), limit, cursor);
  }

  private Future<Reply> create(Call<JsonObject> call) {
    return lanes
        .one(DocumentStatements.CREATE.with(call.userId(), call.arguments()))
        .map(DocumentWrite::reply);
  }

  private Future<Document> get(Call<Arguments> call) {
    return lanes.found(DocumentListStatements.GET.with(call.userId(), call.arguments().id()));
  }

  private Future<Reply> update(Call<DocumentChange> call) {
    var change = call.arguments();
    return lanes
        .one(
            DocumentStatements.UPDATE.with(
                call.userId(),
                change.id(),
                change.columns(),
                call.preconditions().acceptedVersions()))
        .map(DocumentWrite::reply);
  }

  private Future<Reply> delete(Call<Arguments> call) {
    return lanes
        .one(
            DocumentStatements.DELETE.with(
                call.userId(),
                call.arguments().id(),
                call.preconditions().acceptedVersions(),
                UUID.randomUUID(),
                Spans.traceparent(),
                UUID.randomUUID()))
        .map(DocumentWrite::reply);
  }

  private Future<Reply> activate(Call<Arguments> call, boolean active) {
    return lanes
        .one(DocumentStatements.ACTIVATE.with(call.userId(), call.arguments().id(), active))
        .map(DocumentWrite::reply);
  }

  private Future<Reply> addImage(Call<Arguments> call) {
    return lanes
        .one(
            DocumentStatements.ADD_IMAGE.with(
                call.userId(),
                call.arguments().id(),
                call.arguments().body().getLong("upload_id"),
                call.preconditions().acceptedVersions()))
        .map(DocumentWrite::reply);
  }

  private Future<Reply> removeImage(Call<Arguments> call) {
    return lanes
        .one(
            DocumentStatements.REMOVE_IMAGE.with(
                call.userId(),
                call.arguments().id(),
                call.arguments().number("upload_id"),
                call.preconditions().acceptedVersions(),
                UUID.randomUUID(),
                Spans.traceparent()))
        .map(DocumentWrite::reply);
  }

  /** The file, to be saved and never shown: whatever is in it, no browser runs it. */
  private Future<Reply> download(Call<Arguments> call) {
    long id = call.arguments().id();
    return lanes
        .found(DocumentListStatements.FILE.with(call.userId(), id))
        .map(
            file -> {
              String name = "document-" + id + Delivery.ending(file.mediaType());
              return Reply.of(new StoredFile(file.key(), new Delivery(file.mediaType(), name)))
                  .tagged(file.sha256())
                  .touching(Scope.residence(file.residenceId()));
            });
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
