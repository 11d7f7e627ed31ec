package com.honeydue.bench;

import com.honeydue.testing.SampleFiles;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What people do with files. */
final class UploadOperations {

  private static final Buffer PICTURE = Buffer.buffer(SampleFiles.picture("jpg", 64, 48));

  private final Caller api;
  private final String token;

  UploadOperations(Caller api, String token) {
    this.api = api;
    this.token = token;
  }

  List<Operation> all() {
    return List.of(
        new Operation("uploadFile", true, this::upload),
        new Operation("getMedia", true, () -> request("GET", "/api/media/" + uploaded() + "/")),
        new Operation(
            "getMedia?thumbnail",
            true,
            () -> request("GET", "/api/media/" + uploaded() + "/?thumbnail=true")),
        new Operation(
            "deleteUpload", true, () -> request("DELETE", "/api/uploads/" + uploaded() + "/")));
  }

  private Request upload() {
    return new Request("POST", "/api/uploads/image/", token, null, PICTURE);
  }

  private long uploaded() {
    return api.call(upload()).getLong("id");
  }

  private Request request(String method, String path) {
    return new Request(method, path, token, null);
  }
}
