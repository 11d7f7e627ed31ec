package com.honeydue.config;

/**
 * Where files are kept, and how they get there.
 *
 * @param kind in a directory, or in an S3
 * @param directory for {@code directory}: where; it is made if it is missing
 * @param signingKey the key of links into the directory, the same in every process; empty derives
 *     one from the database's URL
 * @param s3 for {@code s3}: which
 * @param uploads what people bring
 */
public record StorageSettings(
    Kind kind, String directory, Secret signingKey, S3Settings s3, UploadSettings uploads) {

  /** The kinds of storage. */
  public enum Kind {
    DIRECTORY,
    S3
  }

  public StorageSettings {
    Check.demand(kind != Kind.DIRECTORY || !directory.isBlank(), "directory", "must not be empty");
    Check.demand(
        kind != Kind.S3 || s3.isComplete(),
        "kind",
        "can be s3 only with s3.endpoint, s3.bucket, s3.key_id and s3.key");
  }
}
