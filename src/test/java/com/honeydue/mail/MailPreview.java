package com.honeydue.mail;

import com.honeydue.mail.model.Letter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code scripts/mail-preview} runs: every letter in every language as {@code
 * target/mail/<language>/<name>.html} and {@code .txt}, and an index of them.
 */
public final class MailPreview {

  private MailPreview() {}

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of("target", "mail");
    var index = new StringBuilder("<!DOCTYPE html><meta charset=\"utf-8\"><title>Mails</title>\n");
    for (String language : Texts.LANGUAGES) {
      Path directory = Files.createDirectories(root.resolve(language));
      for (var sample : SampleLetters.all().entrySet()) {
        var mail = render(sample, language);
        Files.writeString(directory.resolve(sample.getKey() + ".html"), mail.html());
        Files.writeString(
            directory.resolve(sample.getKey() + ".txt"),
            "Subject: " + mail.subject() + "\n\n" + mail.text());
        index.append(
            "<p><a href=\"%1$s/%2$s.html\">%1$s: %3$s</a></p>%n"
                .formatted(language, sample.getKey(), mail.subject()));
      }
    }
    Files.writeString(root.resolve("index.html"), index);
  }

  private static RenderedMail render(Map.Entry<String, Letter> sample, String language) {
    boolean notification =
        sample.getKey().matches("(task|warranty|join|member|report|subscription).*");
    return Templates.render(
        sample.getValue(),
        new MailContext(
            Texts.of(language),
            SampleLetters.LINKS,
            sample.getValue().concernsAccount(),
            "Alex",
            notification ? "https://api.example.com/u/4f1c" : null));
  }
}
