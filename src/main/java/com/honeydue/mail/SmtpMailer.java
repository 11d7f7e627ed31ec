package com.honeydue.mail;

import com.honeydue.config.CircuitSettings;
import com.honeydue.config.MailSettings;
import com.honeydue.remote.Circuit;
import com.honeydue.telemetry.MailMeters;
import com.honeydue.telemetry.MailSpans;
import com.honeydue.telemetry.Telemetry;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends mails by SMTP, all on one event loop, since a connection of Vert.x' client is not safe to
 * share between several; mails are few and small. May be used from any.
 */
final class SmtpMailer implements Mailer {

  private static final Logger log = LoggerFactory.getLogger(SmtpMailer.class);
  private static final String OK = "ok";
  private static final String REJECTED = "rejected";
  private static final String ERROR = "error";

  private final ContextInternal context;
  private final MailSettings settings;
  private final @Nullable Buffer authorities;
  private final Composer composer;
  private final Circuit circuit;
  private final InstantSource clock;
  private final MailMeters meters;
  private final MailSpans spans;

  /** Made with the first mail; touched on {@link #context} alone. */
  private @Nullable SmtpSender sender;

  SmtpMailer(
      Vertx vertx,
      MailSettings settings,
      Composer composer,
      Telemetry telemetry,
      InstantSource clock) {
    var loops = (VertxInternal) vertx;
    this.context = loops.contextBuilder().withEventLoop(loops.nettyEventLoopGroup().next()).build();
    context.exceptionHandler(SmtpMailer::stumbled);
    this.settings = settings;
    this.authorities = settings.caFile().isEmpty() ? null : read(settings.caFile());
    this.composer = composer;
    this.clock = clock;
    this.circuit =
        new Circuit(
            new CircuitSettings(
                settings.circuitFailures(), settings.circuitPause(), settings.circuitLongest()));
    this.meters = new MailMeters(telemetry, circuit::state);
    this.spans = new MailSpans(telemetry);
  }

  @Override
  public Future<Void> send(OutgoingMail mail) {
    long began = meters.began();
    String template = mail.letter().template();
    var span = spans.start(template, Texts.of(mail.locale()).language());
    ComposedMail composed;
    try {
      composed = composer.compose(mail);
    } catch (MailFailure refused) {
      ended(mail, refused, span, began);
      return Future.failedFuture(refused);
    }
    return onLoop(line -> line.send(composed))
        .transform(
            (sent, failure) -> {
              var known = failure == null ? null : SmtpFailures.of(failure);
              ended(mail, known, span, began);
              return known == null ? Future.succeededFuture() : Future.failedFuture(known);
            });
  }

  private void ended(OutgoingMail mail, @Nullable MailFailure failure, Span span, long began) {
    String result =
        switch (failure) {
          case null -> OK;
          case MailFailure.RecipientRefused refused -> REJECTED;
          case MailFailure.MessageRefused refused -> REJECTED;
          case MailFailure.Temporary temporary -> ERROR;
          case MailFailure.Misconfigured ours -> ERROR;
        };
    meters.ended(mail.letter().template(), result, began);
    spans.end(span, result, failure != null && result.equals(ERROR) ? failure.code() : null);
    if (failure != null) {
      meters.failed(failure.code());
    }
    var line =
        (failure instanceof MailFailure.Misconfigured ? log.atError() : log.atInfo())
            .addKeyValue("template", mail.letter().template())
            .addKeyValue("mail_id", mail.id())
            .addKeyValue("result", result);
    if (failure != null) {
      line =
          line.addKeyValue("reason", failure.code()).addKeyValue("smtp_status", failure.status());
    }
    line.log(failure == null ? "mail sent" : "mail not sent");
  }

  /**
   * When a server hangs up after the text, the client stumbles over the answer that is missing; the
   * mail has failed by then.
   */
  private static void stumbled(Throwable failure) {
    var stack = failure.getStackTrace();
    boolean ofClient = stack.length > 0 && stack[0].getClassName().startsWith("io.vertx.ext.mail.");
    (ofClient ? log.atDebug() : log.atError())
        .setCause(failure)
        .log("a callback of the SMTP client failed");
  }

  @Override
  public Future<Void> close() {
    return onLoop(SmtpSender::close);
  }

  /** The outcome comes on the caller's context, if it has one. */
  private Future<Void> onLoop(Function<SmtpSender, Future<Void>> work) {
    @Nullable ContextInternal caller = ContextInternal.current();
    Promise<Void> outcome = (caller == null ? context : caller).promise();
    context.runOnContext(
        here -> {
          var line = sender;
          if (line == null) {
            line = new SmtpSender(context, settings, authorities, circuit, clock);
            sender = line;
          }
          work.apply(line).onComplete(outcome);
        });
    return outcome.future();
  }

  private static Buffer read(String file) {
    try {
      return Buffer.buffer(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new IllegalArgumentException("mail.ca_file: the file " + file + " cannot be read", e);
    }
  }
}
