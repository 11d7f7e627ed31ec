package com.honeydue.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.mail.model.Letter;
import com.honeydue.mail.model.TaskDigest;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.SmtpPeer.Tls;
import io.vertx.core.Future;
import jakarta.mail.Header;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every letter in every language, as it comes out at the other end of the wire. */
class LettersTest {

  private static final String HOSTILE =
      "<script>alert(1)</script> \"&' {0} 👩‍👧 Straße\r\nBcc: evil@example.com\r\n\r\n.\r\nQUIT";

  private static final SmtpPeer PEER = new SmtpPeer(Tls.NONE);
  private static final MailerFixture FIXTURE =
      MailerFixture.to(
          PEER, "MAIL_FROM_NAME", "honeyDue für dich", "MAIL_REPLY_TO", "help@example.com");

  /** By language and name. */
  private static final Map<String, MimeMessage> MAILS = new HashMap<>();

  /** The same about hostile names. */
  private static final Map<String, MimeMessage> HOSTILES = new HashMap<>();

  @BeforeAll
  static void send() throws MessagingException {
    send(SampleLetters.all(), "Jörg 👍 Müller", MAILS);
    send(SampleLetters.all(HOSTILE, HOSTILE, HOSTILE), HOSTILE, HOSTILES);
  }

  private static void send(Map<String, Letter> letters, String name, Map<String, MimeMessage> into)
      throws MessagingException {
    PEER.mails().clear();
    List<Future<Void>> sent = new ArrayList<>();
    for (String language : Texts.LANGUAGES) {
      letters.forEach(
          (sample, letter) ->
              sent.add(
                  FIXTURE.start(
                      new OutgoingMail(
                          language + "." + sample,
                          new MailAddress("alex@exämple.org", name),
                          language,
                          letter,
                          sample.startsWith("task") ? MailerFixture.UNSUBSCRIBE : null))));
    }
    OnLoop.await(Future.all(sent));
    for (String mail : PEER.mails()) {
      var parsed =
          new MimeMessage(
              null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
      into.put(parsed.getMessageID().replaceAll("[<>]|@.*", ""), parsed);
    }
    assertThat(into).hasSize(letters.size() * Texts.LANGUAGES.size());
    assertThat(PEER.mails())
        .allSatisfy(
            mail ->
                assertThat(Arrays.stream(mail.split("\r\n", -1)))
                    .allMatch(line -> line.length() <= 998)
                    .allMatch(
                        line -> line.chars().allMatch(c -> (c >= ' ' && c < 127) || c == '\t')));
  }

  @AfterAll
  static void close() {
    FIXTURE.close();
    PEER.close();
  }

  @Test
  void everyLetterShouldHaveASample() {
    assertThat(SampleLetters.all().values().stream().map(Letter::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Letter.class.getPermittedSubclasses())
                .map(type -> type.asSubclass(Letter.class))
                .toList());
  }

  @Test
  void everyMailShouldBeTextAndHtml() throws MessagingException, IOException {
    for (var mail : both()) {
      var parts = (MimeMultipart) mail.getContent();
      assertThat(mail.getContentType()).startsWith("multipart/alternative");
      assertThat(parts.getCount()).isEqualTo(2);
      assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
      assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
      assertThat(mail.getHeader("MIME-Version")).containsExactly("1.0");
    }
  }

  @Test
  void everyMailShouldSaySomethingAndLeaveNothingOpen() throws MessagingException, IOException {
    for (var entry : MAILS.entrySet()) {
      for (String text :
          List.of(entry.getValue().getSubject(), text(entry.getValue()), html(entry.getValue()))) {
        assertThat(text)
            .as(entry.getKey())
            .isNotBlank()
            .doesNotContain(
                "${", "{0", "{1", "{2", "@template", "@if", "@endif", "null", "Optional");
      }
      assertThat(entry.getValue().getSubject().length()).as(entry.getKey()).isLessThan(80);
      assertThat(html(entry.getValue()))
          .contains("<html lang=\"" + entry.getKey().substring(0, 2) + "\"")
          .doesNotContain("<img", "src=");
      assertThat(text(entry.getValue()).lines())
          .as(entry.getKey())
          .allMatch(line -> line.length() < 78 || line.startsWith("https://"));
    }
  }

  @Test
  void bothPartsShouldHaveTheSameLinks() throws MessagingException, IOException {
    for (var entry : MAILS.entrySet()) {
      String html = html(entry.getValue());
      for (String line : text(entry.getValue()).lines().toList()) {
        if (line.startsWith("https://")) {
          assertThat(html)
              .as(entry.getKey())
              .contains("href=\"" + line.replace("&", "&amp;") + "\"");
        }
      }
    }
  }

  @Test
  void whatPeopleTypedShouldStayText() throws MessagingException, IOException {
    for (var entry : HOSTILES.entrySet()) {
      var mail = entry.getValue();
      String html = html(mail);
      assertThat(html).as(entry.getKey()).doesNotContain("<script", "&' ");
      assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt; ");
      assertThat(text(mail).lines()).as(entry.getKey()).doesNotContain("Bcc: evil@example.com");
      assertThat(mail.getHeader("Bcc")).isNull();
      assertThat(mail.getAllRecipients()).hasSize(1);
      assertThat(mail.getSubject()).doesNotContain("\n", "\r");
    }
    assertThat(Objects.requireNonNull(HOSTILES.get("en.task_overdue")).getSubject())
        .contains("<script>alert(1)</script> \"&' {0} 👩‍👧 Straße Bcc: evil@example.com");
  }

  @Test
  void headersShouldSayWhoAndWhatFor() throws MessagingException {
    var digest = mail("de.task_digest");
    var welcome = mail("en.welcome");

    assertThat(digest.getFrom())
        .containsExactly(address("hello@mail.example.com", "honeyDue für dich"));
    assertThat(((InternetAddress) digest.getFrom()[0]).getPersonal())
        .isEqualTo("honeyDue für dich");
    assertThat(digest.getRecipients(RecipientType.TO))
        .containsExactly(address("alex@xn--exmple-cua.org", "Jörg 👍 Müller"));
    assertThat(((InternetAddress) digest.getRecipients(RecipientType.TO)[0]).getPersonal())
        .isEqualTo("Jörg 👍 Müller");
    assertThat(digest.getHeader("Reply-To")).containsExactly("help@example.com");
    assertThat(digest.getMessageID()).isEqualTo("<de.task_digest@mail.example.com>");
    assertThat(digest.getHeader("Date")).containsExactly("Tue, 24 Nov 2026 09:05:00 +0000");
    assertThat(digest.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(digest.getHeader("List-Unsubscribe"))
        .containsExactly("<" + MailerFixture.UNSUBSCRIBE + ">");
    assertThat(digest.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
    assertThat(welcome.getHeader("List-Unsubscribe")).isNull();
    assertThat(welcome.getHeader("List-Unsubscribe-Post")).isNull();
    assertThat(Collections.list(digest.getAllHeaders()))
        .extracting(Header::getName)
        .containsExactlyInAnyOrder(
            "MIME-Version",
            "Content-Type",
            "Date",
            "From",
            "To",
            "Reply-To",
            "Subject",
            "Message-ID",
            "Auto-Submitted",
            "List-Unsubscribe",
            "List-Unsubscribe-Post");
  }

  @Test
  void wordsShouldBeTheReaders() throws MessagingException, IOException {
    assertThat(mail("en.task_due_soon").getSubject())
        .isEqualTo("“Clean the gutters” is due in 3 days");
    assertThat(mail("de.task_due_soon-today").getSubject())
        .isEqualTo("„Clean the gutters“ ist heute fällig");
    assertThat(mail("es.warranty_expiring-0").getSubject())
        .isEqualTo("La garantía de «Dishwasher» termina hoy");
    assertThat(text(mail("de.task_completed"))).contains("Kosten: 129,50\u00a0€");
    assertThat(text(mail("en.verification"))).contains("\n    042917\n", "within 10 minutes");
    assertThat(text(mail("en.task_digest"))).contains("\nToday:\n", "- and 7 more");
  }

  @Test
  void aFullDigestShouldNotBeCutOffByMailClients() throws MessagingException, IOException {
    // Gmail shows the first 102 kB.
    var homes =
        IntStream.range(0, 50)
            .mapToObj(i -> SampleLetters.home("Home " + i, "Clean the gutters", 20, 20, 20))
            .toList();
    var digest = new TaskDigest(SampleLetters.TODAY, homes);
    var rendered =
        Templates.render(
            digest,
            new MailContext(
                Texts.of("de"),
                SampleLetters.LINKS,
                digest.concernsAccount(),
                "Alex",
                "https://example.com/u"));

    assertThat(rendered.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(102_000);
    assertThat(URI.create(SampleLetters.LINKS.home())).hasPath("/");
  }

  private static MimeMessage mail(String key) {
    return Objects.requireNonNull(MAILS.get(key), key);
  }

  private static List<MimeMessage> both() {
    List<MimeMessage> both = new ArrayList<>(MAILS.values());
    both.addAll(HOSTILES.values());
    return both;
  }

  private static InternetAddress address(String address, String name) {
    try {
      return new InternetAddress(address, name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(MimeMessage mail) throws MessagingException, IOException {
    return content(mail, 0);
  }

  private static String html(MimeMessage mail) throws MessagingException, IOException {
    return content(mail, 1);
  }

  private static String content(MimeMessage mail, int part) throws MessagingException, IOException {
    return ((MimeMultipart) mail.getContent())
        .getBodyPart(part)
        .getContent()
        .toString()
        .replace("\r\n", "\n");
  }
}
