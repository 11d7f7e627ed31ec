package com.honeydue.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * One recording of Java's flight recorder: what the JVM does, with the stacks that do it, into a
 * file. Its methods wait for a disk, so they are not for event loops; may be used from one thread
 * at a time.
 */
public final class FlightRecorder implements AutoCloseable {

  /** Of the newest that is kept; a file is one chunk of the recorder larger at most. */
  private static final long MOST_BYTES = 32L << 20;

  /**
   * What belongs in no file that is handed on: the environment and the command line hold passwords,
   * messages of exceptions what people have entered.
   */
  private static final List<String> SECRET =
      List.of(
          "jdk.InitialEnvironmentVariable",
          "jdk.InitialSystemProperty",
          "jdk.InitialSecurityProperty",
          "jdk.JVMInformation",
          "jdk.SystemProcess",
          "jdk.ProcessStart",
          "jdk.JavaExceptionThrow",
          "jdk.JavaErrorThrow");

  private final Recording recording;

  private FlightRecorder(Recording recording) {
    this.recording = recording;
  }

  /** Begins a recording. */
  public static FlightRecorder start() throws IOException {
    try {
      var recording = new Recording(Configuration.getConfiguration("profile"));
      recording.setToDisk(true);
      recording.setMaxSize(MOST_BYTES);
      SECRET.forEach(recording::disable);
      recording.start();
      return new FlightRecorder(recording);
    } catch (ParseException broken) {
      throw new IOException("the JDK's own settings can not be read", broken);
    }
  }

  /**
   * Ends it, and writes what was recorded.
   *
   * @return how large the file is
   */
  public long end(Path to) throws IOException {
    recording.stop();
    recording.dump(to);
    recording.close();
    return Files.size(to);
  }

  /** Ends it; what was recorded and not written is gone. */
  @Override
  public void close() {
    recording.close();
  }
}
