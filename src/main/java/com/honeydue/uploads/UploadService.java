package com.honeydue.uploads;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.storage.DayKeys;
import com.honeydue.storage.Delivery;
import com.honeydue.storage.StoredFile;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Decides about files; the files themselves pass it by. Lives on the event loop of its lanes. */
public final class UploadService implements Service {

  public static final List<Statement<?>> STATEMENTS = UploadStatements.ALL;

  private static final String THUMBNAIL_TYPE = FileType.JPEG.mediaType();

  private final Lanes lanes;

  public UploadService(Lanes lanes) {
    this.lanes = lanes;
  }

  @Override
  public Operations operations() {
    return new Operations()
        .on("uploadFile", this::create)
        .on("getMedia", this::find)
        .on("deleteUpload", this::delete);
  }

  /** The file is stored already: the body says what it is. */
  private Future<Upload> create(Call<Arguments> call) {
    return lanes
        .one(
            UploadStatements.CREATE.with(
                call.userId(), call.arguments().text("upload"), call.arguments().body()))
        .map(
            made -> {
              if (made.upload() == null) {
                throw made.limit().reached("There is no room left for files.");
              }
              return made.upload();
            });
  }

  private Future<Reply> find(Call<Arguments> call) {
    boolean thumbnail = call.arguments().flag("thumbnail");
    return lanes
        .found(UploadStatements.FIND.with(call.userId(), call.arguments().id()))
        .map(
            file -> {
              if (thumbnail && !file.picture()) {
                throw Failure.notFound();
              }
              return reply(file, call.arguments().id(), thumbnail);
            });
  }

  private static Reply reply(UploadStatements.Found found, long id, boolean thumbnail) {
    var file =
        thumbnail
            ? new StoredFile(DayKeys.thumbnailOf(found.key()), new Delivery(THUMBNAIL_TYPE, null))
            : new StoredFile(found.key(), delivery(found, id));
    Long residence = found.residence();
    Long owner = found.owner();
    var reply = Reply.of(file).tagged(thumbnail ? found.sha256() + "-t" : found.sha256());
    if (residence != null) {
      reply = reply.touching(Scope.residence(residence));
    }
    return owner == null ? reply : reply.touching(Scope.user(owner));
  }

  /** A document is saved and not shown: a browser would run what is in it. */
  private static Delivery delivery(UploadStatements.Found found, long id) {
    if (found.picture()) {
      return new Delivery(found.mediaType(), null);
    }
    String name =
        switch (found.kind()) {
          case "report" -> "home-history-";
          case "export" -> "honeydue-";
          default -> "document-";
        };
    return new Delivery(found.mediaType(), name + id + Delivery.ending(found.mediaType()));
  }

  private Future<Reply> delete(Call<Arguments> call) {
    return lanes
        .one(
            UploadStatements.DELETE.with(
                call.userId(),
                call.arguments().number("upload"),
                UUID.randomUUID(),
                Spans.traceparent()))
        .map(
            status ->
                switch (status) {
                  case "done" -> Reply.none();
                  case "in_use" ->
                      throw Failure.conflict(
                          "upload_in_use", "The file is attached: remove it from there.");
                  case "not_found" -> throw Failure.notFound();
                  default -> throw new IllegalStateException(status);
                });
  }
}
