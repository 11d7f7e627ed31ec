package com.honeydue.bench;

import com.honeydue.testing.Directories;
import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** async-profiler attached to a server that runs. */
final class Profiler {

  /** What is counted. */
  enum Kind {
    /** Processor time, in ns; a timer of each thread, which needs no leave of the kernel. */
    CPU("event=ctimer,interval=250us"),
    /** Bytes that were allocated, by what refills a thread's buffer. */
    ALLOC("event=alloc,alloc=256k");

    private final String event;

    Kind(String event) {
      this.event = event;
    }
  }

  private final Path library;

  /**
   * @param jar the profiler's, which has a library for each system
   */
  Profiler(Path jar) {
    String system =
        System.getProperty("os.name").startsWith("Mac")
            ? "macos"
            : System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
    this.library = Directories.temporary("profiler").resolve("libasyncProfiler.so");
    try (var zip = new ZipFile(jar.toFile());
        var content = zip.getInputStream(zip.getEntry(system + "/libasyncProfiler.so"))) {
      Files.copy(content, library);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void start(ServerProcess server, Kind kind) {
    tell(server, "start,threads," + kind.event);
  }

  /**
   * Ends it.
   *
   * @param flames where to draw what was seen, as HTML
   * @return the same, a line for each stack: frames from the thread inwards, and how much
   */
  Path stop(ServerProcess server, String title, Path flames) {
    Path stacks = library.resolveSibling(flames.getFileName() + ".txt");
    tell(server, "dump,threads,collapsed,total,file=" + stacks);
    tell(
        server,
        "stop,flamegraph,total,minwidth=0.2,title=%s,file=%s"
            .formatted(title.replace(' ', '_').replace(',', '_'), flames.toAbsolutePath()));
    return stacks;
  }

  private void tell(ServerProcess server, String command) {
    try {
      var machine = VirtualMachine.attach(Long.toString(server.pid()));
      try {
        machine.loadAgentPath(library.toString(), command);
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
      throw new IllegalStateException(command, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
