package com.honeydue.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A file as a form sends it. */
public final class Form {

  private static final String BOUNDARY = "----a-boundary-of-the-tests";
  public static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private Form() {}

  /** The body of a request with this file. */
  public static byte[] of(byte[] file) {
    return of("form-data; name=\"file\"; filename=\"C:\\holiday.jpg\"", file);
  }

  /** The same with another {@code Content-Disposition}. */
  public static byte[] of(String disposition, byte[] file) {
    var body = new ByteArrayOutputStream(file.length + 400);
    body.writeBytes(
        bytes(
            "--%s\r\nContent-Disposition: %s\r\nContent-Type: text/html\r\n\r\n"
                .formatted(BOUNDARY, disposition)));
    body.writeBytes(file);
    body.writeBytes(bytes("\r\n--" + BOUNDARY + "--\r\n"));
    return body.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
