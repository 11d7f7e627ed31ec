package com.honeydue.mail;

import com.honeydue.config.MailSettings;
import com.honeydue.config.MailSettings.Tls;
import com.honeydue.remote.Circuit;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x' client with what it lacks: mails wait here for a connection, since the client would still
 * send one that its caller has given up; each has a deadline; and a server that fails is left
 * alone. Confined to the event loop that it is made on.
 */
final class SmtpSender {

  private record Waiting(ComposedMail mail, long deadline, Promise<Void> answer) {}

  private final ContextInternal context;
  private final MailSettings settings;
  private final MailClient client;
  private final Circuit circuit;
  private final InstantSource clock;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int sending;
  private boolean closed;

  /**
   * @param context the one this is made on
   * @param authorities PEM of those that may have signed the server's certificate; null trusts the
   *     system's
   */
  SmtpSender(
      ContextInternal context,
      MailSettings settings,
      @Nullable Buffer authorities,
      Circuit circuit,
      InstantSource clock) {
    this.context = context;
    this.settings = settings;
    this.client = MailClient.create(context.owner(), config(settings, authorities));
    this.circuit = circuit;
    this.clock = clock;
  }

  /** Sends a mail; fails with a {@link MailFailure}. */
  Future<Void> send(ComposedMail mail) {
    if (closed) {
      return Future.failedFuture(new MailFailure.Temporary("closed", ""));
    }
    if (sending >= settings.poolSize() && waiting.size() >= settings.maxWaiting()) {
      return Future.failedFuture(new MailFailure.Temporary("busy", ""));
    }
    Promise<Void> answer = context.promise();
    long deadline = System.nanoTime() + settings.sendDeadline().toNanos();
    waiting.add(new Waiting(mail, deadline, answer));
    next();
    return answer
        .future()
        .timeout(settings.sendDeadline().toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(SmtpFailures.of(failure)));
  }

  private void next() {
    while (sending < settings.poolSize() && !waiting.isEmpty()) {
      var mail = waiting.remove();
      // Its caller knows already that it has failed.
      if (mail.deadline() > System.nanoTime()) {
        begin(mail);
      }
    }
  }

  private void begin(Waiting mail) {
    var entry = circuit.enter(clock.instant());
    if (entry.pause() != null) {
      mail.answer().fail(new MailFailure.Temporary("circuit_open", "", entry.pause()));
      return;
    }
    sending++;
    client
        .sendMail(message(mail.mail()))
        // A connection that falls silent is closed by its idle timeout, and that ends the mail.
        // Should the client forget one nevertheless, it does not hold its place for ever.
        .timeout(2 * settings.sendDeadline().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(
            (sent, failure) -> {
              sending--;
              if (failure == null) {
                settle(entry, false);
                mail.answer().tryComplete();
              } else {
                failed(mail, entry, SmtpFailures.of(failure));
              }
              next();
            });
  }

  /** Only failures of the server itself are trouble, not its refusals of a mail. */
  private void failed(Waiting mail, Circuit.Entry entry, MailFailure failure) {
    settle(entry, SmtpFailures.isOfServer(failure));
    mail.answer().tryFail(failure);
  }

  private void settle(Circuit.Entry entry, boolean trouble) {
    var unused = circuit.settle(entry, trouble, null, clock.instant());
  }

  /** Waits for what is being sent, but no longer than a mail may take. */
  Future<Void> close() {
    closed = true;
    waiting.forEach(one -> one.answer().tryFail(new MailFailure.Temporary("closed", "")));
    waiting.clear();
    return client.close().timeout(settings.sendDeadline().toMillis(), TimeUnit.MILLISECONDS);
  }

  private MailMessage message(ComposedMail mail) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    mail.headers().forEach(headers::set);
    return new MailMessage()
        .setBounceAddress(settings.fromAddress())
        .setFrom(settings.fromAddress())
        .setTo(mail.recipient())
        .setText(mail.content().text())
        .setHtml(mail.content().html())
        .setHeaders(headers);
  }

  private static MailConfig config(MailSettings settings, @Nullable Buffer authorities) {
    int deadline = Math.toIntExact(settings.sendDeadline().toMillis());
    var config =
        new MailConfig()
            .setHostname(settings.host())
            .setPort(settings.port())
            .setOwnHostname(Composer.domain(settings.fromAddress()))
            .setUserAgent("honeydue")
            .setMaxPoolSize(settings.poolSize())
            .setKeepAliveTimeout(Math.toIntExact(settings.keepAlive().toSeconds()))
            .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
            .setSslHandshakeTimeout(settings.connectTimeout().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout(deadline)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            // A refused recipient would leave the server waiting for a text, and the connection
            // lost.
            .setPipelining(false)
            .setSsl(settings.tls() == Tls.IMPLICIT)
            .setStarttls(
                settings.tls() == Tls.STARTTLS
                    ? StartTLSOptions.REQUIRED
                    : StartTLSOptions.DISABLED)
            .setSslEngineOptions(new JdkSSLEngineOptions().setUseWorkerThread(true));
    if (authorities != null) {
      config.setTrustOptions(new PemTrustOptions().addCertValue(authorities));
    }
    if (settings.user().isEmpty()) {
      return config.setLogin(LoginOption.DISABLED);
    }
    return config
        .setLogin(LoginOption.REQUIRED)
        .setAuthMethods("PLAIN LOGIN")
        .setUsername(settings.user())
        .setPassword(settings.password().value());
  }
}
