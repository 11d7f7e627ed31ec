package com.honeydue.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that takes everything, unless it is told to answer otherwise: to refuse, to fall
 * silent, to hang up. A thread per connection; any thread may use it.
 */
public final class SmtpPeer implements AutoCloseable {

  /** Where it may be told to answer otherwise. */
  public enum At {
    GREETING("220 mail.example.com ready"),
    EHLO("250"),
    HELO("250 mail.example.com"),
    STARTTLS("220 2.0.0 go on"),
    AUTH("235 2.7.0 welcome"),
    MAIL("250 2.1.0 fine"),
    RCPT("250 2.1.5 fine"),
    DATA("354 go on"),
    /** In the middle of the text; what is answered there is what the client did not ask for. */
    TEXT(""),
    /** After the dot. */
    DOT("250 2.0.0 taken"),
    RSET("250 2.0.0 fine"),
    QUIT("221 2.0.0 bye");

    private final String usual;

    At(String usual) {
      this.usual = usual;
    }
  }

  /** Hangs up instead of answering. */
  public static final String DROP = "drop";

  /** Answers nothing any more until it is closed. */
  public static final String SILENCE = "silence";

  /** Answers as usual, but only when {@link #release} is called. */
  public static final String HOLD = "hold";

  /** How its connections are kept secret. */
  public enum Tls {
    NONE,
    STARTTLS,
    IMPLICIT
  }

  private final ServerSocket listener;
  private final Tls tls;
  private final Map<At, Deque<String>> once = new EnumMap<>(At.class);
  private final Map<At, String> always = new EnumMap<>(At.class);
  private final Set<Socket> open = new HashSet<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile CountDownLatch released = new CountDownLatch(1);
  private volatile @Nullable String credentials;

  public SmtpPeer(Tls tls) {
    this.tls = tls;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** From now on this is answered there; several times for several connections or mails. */
  public void always(At where, String reply) {
    synchronized (once) {
      always.put(where, reply);
    }
  }

  /** From now on it answers as usual. */
  public void asUsual() {
    synchronized (once) {
      always.clear();
      once.clear();
    }
  }

  /** The next time this is answered there. */
  public void once(At where, String reply) {
    synchronized (once) {
      once.computeIfAbsent(where, none -> new ArrayDeque<>()).add(reply);
    }
  }

  /** Asks for this, as base64 of AUTH PLAIN, and refuses any other. */
  public void demand(String base64) {
    credentials = base64;
  }

  /** Lets go on whoever is {@link #HOLD held}. */
  public void release() {
    released.countDown();
  }

  /** How many connections are held at this moment. */
  public int held() {
    return held.get();
  }

  /** Every line it was sent outside of texts, in order. */
  public List<String> commands() {
    return commands;
  }

  /** The texts it has taken, with their headers, as they came. */
  public List<String> mails() {
    return mails;
  }

  /** Connections ever accepted. */
  public int connections() {
    return connections.get();
  }

  /** Connections that are open now. */
  public int open() {
    synchronized (open) {
      return open.size();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    released.countDown();
    try {
      listener.close();
      synchronized (open) {
        for (Socket socket : open) {
          socket.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        synchronized (open) {
          open.add(socket);
        }
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException ended) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    try (Socket socket = tls == Tls.IMPLICIT ? secured(plain) : plain) {
      new Conversation(socket).run();
    } catch (IOException gone) {
      // Either side has hung up.
    } finally {
      synchronized (open) {
        open.remove(plain);
      }
    }
  }

  private static Socket secured(Socket plain) throws IOException {
    var socket =
        (SSLSocket)
            TestCertificate.byName().context().getSocketFactory().createSocket(plain, null, true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  private String next(At where) {
    synchronized (once) {
      var queued = once.get(where);
      return queued != null && !queued.isEmpty()
          ? queued.remove()
          : always.getOrDefault(where, where.usual);
    }
  }

  /** One connection, on its own thread. */
  private final class Conversation {

    private Socket socket;
    private BufferedReader in;

    Conversation(Socket socket) throws IOException {
      this.socket = socket;
      this.in = reader(socket);
    }

    private static BufferedReader reader(Socket socket) throws IOException {
      return new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    void run() throws IOException {
      boolean going = answer(At.GREETING);
      while (going) {
        String line = in.readLine();
        if (line == null) {
          return;
        }
        commands.add(line);
        going = heed(line);
      }
    }

    private boolean heed(String line) throws IOException {
      String verb = line.length() < 4 ? line : line.substring(0, 4);
      return switch (verb) {
        case "EHLO" -> answer(At.EHLO);
        case "HELO" -> answer(At.HELO);
        case "STAR" -> startTls();
        case "AUTH" ->
            (credentials == null || line.equals("AUTH PLAIN " + credentials))
                ? answer(At.AUTH)
                : write("535 5.7.8 no");
        case "MAIL" -> answer(At.MAIL);
        case "RCPT" -> answer(At.RCPT);
        case "DATA" -> data();
        case "RSET" -> answer(At.RSET);
        case "QUIT" -> {
          answer(At.QUIT);
          yield false;
        }
        default -> write("500 5.5.1 what?");
      };
    }

    private boolean startTls() throws IOException {
      if (!answer(At.STARTTLS)) {
        return false;
      }
      socket = secured(socket);
      in = reader(socket);
      return true;
    }

    private boolean data() throws IOException {
      if (!answer(At.DATA)) {
        return false;
      }
      var text = new StringBuilder();
      for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
        if (line == null) {
          return false;
        }
        text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        if (text.indexOf("\r\n") == text.length() - 2 && !answer(At.TEXT)) {
          return false;
        }
      }
      String reply = next(At.DOT);
      if (reply.startsWith("2") || reply.equals(HOLD)) {
        mails.add(text.toString());
      }
      return say(At.DOT, reply);
    }

    /** Whether it goes on. */
    private boolean answer(At where) throws IOException {
      return say(where, next(where));
    }

    private boolean say(At where, String reply) throws IOException {
      return switch (reply) {
        case "" -> true;
        case DROP -> false;
        case SILENCE -> {
          await(closed);
          yield false;
        }
        case HOLD -> {
          held.incrementAndGet();
          await(released);
          held.decrementAndGet();
          yield write(where.usual);
        }
        default -> write(where == At.EHLO && reply.equals("250") ? capabilities() : reply);
      };
    }

    private String capabilities() {
      boolean secret = socket instanceof SSLSocket;
      return "250-mail.example.com\r\n"
          + (tls == Tls.STARTTLS && !secret ? "250-STARTTLS\r\n" : "")
          + (credentials != null && (secret || tls == Tls.NONE) ? "250-AUTH PLAIN LOGIN\r\n" : "")
          + "250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 20000000";
    }

    private boolean write(String reply) throws IOException {
      socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return !reply.startsWith("421");
    }

    private void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
