package com.honeydue.testing;

import com.honeydue.Main;
import java.io.IOException;

/**
 * The program as a process of its own whose grace period ends when its parent says so: a test that
 * looks at a draining process needs no luck with a clock. SIGTERM and all that follows is the
 * program's own; what is cut short is the wait alone, by interrupting it.
 */
public final class GraceUntilTold {

  private static final int WORD = '.';

  private GraceUntilTold() {}

  public static void main(String[] arguments) throws IOException {
    Main.main(arguments);
    if (System.in.read() == WORD) {
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("shutdown"))
          .forEach(Thread::interrupt);
    }
  }

  /** Ends the grace period of a process that runs this class. */
  public static void tell(Process process) throws IOException {
    process.getOutputStream().write(WORD);
    process.getOutputStream().flush();
  }
}
