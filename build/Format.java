import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Formats Java files, or checks that they are formatted: those of the whole project, or of the
 * directories that are named. Maven may itself run on a JDK that cannot parse this project's Java,
 * so google-java-format runs here, on the JDK that compiles; {@code scripts/format} shows how.
 */
final class Format {

  private static final List<String> ROOTS = List.of("src", "build");

  private Format() {}

  public static void main(String[] arguments) throws IOException {
    List<String> words = List.of(arguments);
    boolean check = words.indexOf("check") == 0;
    if (!check && words.indexOf("apply") != 0) {
      System.err.println("usage: Format check|apply [DIRECTORY...]");
      System.exit(2);
    }
    List<String> options =
        new ArrayList<>(
            check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    for (String root : words.size() > 1 ? words.subList(1, words.size()) : ROOTS) {
      try (var files = Files.walk(Path.of(root))) {
        files
            .map(Path::toString)
            .filter(name -> name.endsWith(".java"))
            .sorted()
            .forEach(options::add);
      }
    }
    int status =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(System.out, System.err, options.toArray(String[]::new));
    if (check && status != 0) {
      System.err.println("The files above are not formatted: run scripts/format");
    }
    System.exit(status);
  }
}
