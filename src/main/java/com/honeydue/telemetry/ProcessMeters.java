package com.honeydue.telemetry;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process, under the names that Prometheus' own client libraries use, since that is what the
 * old system's dashboards read.
 */
final class ProcessMeters implements MeterBinder {

  private static final Path STATM = Path.of("/proc/self/statm");
  private static final int PAGE_BYTES = 4_096;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  @Override
  public void bindTo(MeterRegistry registry) {
    double started = ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS;
    Gauge.builder(Names.Metric.PROCESS_START, () -> started)
        .description("When the process began, in seconds since 1970")
        .register(registry);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      FunctionCounter.builder(
              Names.Metric.PROCESS_CPU, system, bean -> bean.getProcessCpuTime() / NANOS)
          .description("User and system CPU time")
          .register(registry);
      Gauge.builder(
              Names.Metric.PROCESS_OPEN_FDS,
              system,
              UnixOperatingSystemMXBean::getOpenFileDescriptorCount)
          .description("Open file descriptors")
          .register(registry);
      Gauge.builder(
              Names.Metric.PROCESS_MAX_FDS,
              system,
              UnixOperatingSystemMXBean::getMaxFileDescriptorCount)
          .description("File descriptors the process may open")
          .register(registry);
    }
    if (Files.isReadable(STATM)) {
      Gauge.builder(Names.Metric.PROCESS_RESIDENT, STATM, ProcessMeters::resident)
          .description("Memory the process occupies in RAM")
          .register(registry);
    }
  }

  /** The second word of {@code statm} counts resident pages. */
  private static double resident(Path statm) {
    try {
      return Double.parseDouble(Files.readString(statm).split(" ", 3)[1]) * PAGE_BYTES;
    } catch (IOException gone) {
      return Double.NaN;
    }
  }
}
