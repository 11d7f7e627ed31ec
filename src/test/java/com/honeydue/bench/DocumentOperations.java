package com.honeydue.bench;

import com.honeydue.testing.SampleFiles;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the owner of a residence does with its documents. */
final class DocumentOperations {

  private static final String ALL = "/api/documents/";
  private static final Buffer PICTURE = Buffer.buffer(SampleFiles.picture("jpg", 64, 48));

  private final Caller api;
  private final String owner;
  private final long residence;

  /**
   * @param owner the token of the residence's owner, whose tier has no limits
   */
  DocumentOperations(Caller api, String owner, long residence) {
    this.api = api;
    this.owner = owner;
    this.residence = residence;
  }

  List<Operation> all() {
    return List.of(
        closed("createDocument", () -> request("POST", "", document())),
        closed("listDocuments", () -> get("?q=dishwasher")),
        closed("listWarranties", () -> get("warranties/?expiring_within=90")),
        closed("getDocument", () -> get(made())),
        closed(
            "updateDocument",
            () -> request("PATCH", made(), new JsonObject().put("vendor", "Haushaltswelt"))),
        closed("activateDocument", () -> request("POST", made() + "activate/", null)),
        closed("deactivateDocument", () -> request("POST", made() + "deactivate/", null)),
        closed(
            "addDocumentImage",
            () ->
                request("POST", made() + "images/", new JsonObject().put("upload_id", picture()))),
        closed("removeDocumentImage", this::removal),
        closed("downloadDocument", () -> get(filed() + "download/")),
        closed("deleteDocument", () -> request("DELETE", filed(), null)));
  }

  private static Operation closed(String id, Supplier<Request> next) {
    return new Operation(id, true, next);
  }

  private JsonObject document() {
    return new JsonObject()
        .put("residence_id", residence)
        .put("title", "Dishwasher")
        .put("type", "warranty")
        .put("ends_on", "2199-01-01");
  }

  private long picture() {
    return api.call(new Request("POST", "/api/uploads/document/", owner, null, PICTURE))
        .getLong("id");
  }

  /** The path of a new document. */
  private String made() {
    return api.call(request("POST", "", document())).getLong("id") + "/";
  }

  /** The path of a new document with a file. */
  private String filed() {
    var body = document().put("upload_id", picture());
    return api.call(request("POST", "", body)).getLong("id") + "/";
  }

  private Request removal() {
    String made = made();
    long picture = picture();
    api.call(request("POST", made + "images/", new JsonObject().put("upload_id", picture)));
    return request("DELETE", made + "images/" + picture + "/", null);
  }

  private Request get(String path) {
    return request("GET", path, null);
  }

  private Request request(String method, String path, @Nullable JsonObject body) {
    return new Request(method, ALL + path, owner, body);
  }
}
