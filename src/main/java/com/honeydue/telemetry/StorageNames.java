package com.honeydue.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** The part of {@link Names} that is about files alone. */
public final class StorageNames {

  /** Metric families, as in {@link Names.Metric}. */
  public static final class Metric {
    /** Histogram {bucket, result}: storing a file, from the first byte sent to it being there. */
    public static final String UPLOAD = "b2_upload_duration_seconds";

    /** Counter {bucket, result}: bytes of the files that were, or were not, stored. */
    public static final String UPLOAD_BYTES = "b2_upload_bytes_total";

    /** Histogram {operation, result}: one request to the storage with all its tries. */
    public static final String STORAGE_CALL = "storage_call_duration_seconds";

    /** Gauge: 1 while nothing is asked of the storage, since it failed too often. */
    public static final String STORAGE_CIRCUIT = "storage_circuit_open";

    private Metric() {}
  }

  /** Metric labels. */
  public static final class Label {
    public static final String BUCKET = "bucket";

    private Label() {}
  }

  /** Span names. */
  public static final class SpanName {
    /** Storing a file; below it the requests to the storage, named as its API names them. */
    public static final String UPLOAD = "Upload";

    private SpanName() {}
  }

  /** Span attributes. */
  public static final class Attribute {
    /** Where a file is stored. */
    public static final AttributeKey<String> BUCKET = AttributeKey.stringKey("aws.s3.bucket");

    /** How large it is. */
    public static final AttributeKey<Long> UPLOAD_BYTES = AttributeKey.longKey("upload.bytes");

    private Attribute() {}
  }

  private StorageNames() {}
}
