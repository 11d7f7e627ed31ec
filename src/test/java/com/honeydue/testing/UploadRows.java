package com.honeydue.testing;

/** Uploads without their files, for what is about their rows alone. */
public final class UploadRows {

  private UploadRows() {}

  /** A new upload of {@code owner} that belongs to nothing; answers with its id. */
  public static long insert(TestDatabase database, long owner, String kind) {
    return database.number(
        """
        insert into upload_upload (owner_id, kind, object_key, media_type, sha256, bytes, width, height, kibibytes)
        values (?, ?, 'uploads/2026-05-31/' || gen_random_uuid(), 'image/jpeg', sha256('x'), 1, 1, 1, 1)
        returning id
        """,
        owner,
        kind);
  }
}
