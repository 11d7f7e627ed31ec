package com.honeydue.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.testing.ApnsPeer;
import com.honeydue.testing.IdentityProvider;
import com.honeydue.testing.TestCertificate;
import com.nimbusds.jose.JOSEException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Keys and accounts: what is taken, and what stops the start in one line that does not quote it.
 */
class PushSettingsTest {

  @TempDir private Path directory;

  @Test
  void withoutKeysEverythingShouldBeOff() {
    var push = load(Map.of()).push();

    assertThat(push.apns().isOn()).isFalse();
    assertThat(push.fcm().isOn()).isFalse();
  }

  @Test
  void aKeyShouldBeTakenAsTextOrAsAFile() throws Exception {
    var inline = apns();
    var expected = ApnsPeer.key().toECPrivateKey();
    assertThat(load(inline).push().apns().signingKey()).isEqualTo(expected);

    var escaped = apns();
    escaped.put("PUSH_APNS_KEY", ApnsPeer.pem().replaceAll("\\R", "\\\\n"));
    assertThat(load(escaped).push().apns().signingKey()).isEqualTo(expected);

    var file = apns();
    file.remove("PUSH_APNS_KEY");
    file.put("PUSH_APNS_KEY_FILE", write(ApnsPeer.pem()));
    assertThat(load(file).push().apns().signingKey()).isEqualTo(expected);
  }

  @Test
  void anAccountShouldBeTakenAsTextOrAsAFile() throws Exception {
    var text = account().encode();
    for (var settings :
        List.of(
            Map.of("PUSH_FCM_SERVICE_ACCOUNT", text),
            Map.of("PUSH_FCM_SERVICE_ACCOUNT_FILE", write(text)))) {
      var fcm = load(settings).push().fcm();
      assertThat(fcm.isOn()).isTrue();
      assertThat(fcm.account().projectId()).isEqualTo("a-project");
    }
  }

  @Test
  void whatIsNoKeyShouldBeRefused() throws Exception {
    var other = KeyPairGenerator.getInstance("EC");
    other.initialize(new ECGenParameterSpec("secp384r1"));
    byte[] ec384 = other.generateKeyPair().getPrivate().getEncoded();
    byte[] rsa = IdentityProvider.rsa("rsa").toRSAPrivateKey().getEncoded();
    byte[] right = ApnsPeer.key().toECPrivateKey().getEncoded();
    for (String key :
        List.of(
            "h-u-s-h",
            TestCertificate.pem("PRIVATE KEY", ec384),
            TestCertificate.pem("PRIVATE KEY", rsa),
            TestCertificate.pem("EC PRIVATE KEY", right),
            TestCertificate.pem("PRIVATE KEY", "h-u-s-h".getBytes(StandardCharsets.UTF_8)),
            "-----BEGIN PRIVATE KEY-----h-u-s-h!-----END PRIVATE KEY-----")) {
      refused(
          with(apns(), "PUSH_APNS_KEY", key),
          "push.apns.key (PUSH_APNS_KEY): must be a private key on the curve P-256, in PKCS#8 as"
              + " PEM");
    }
    var file = with(apns(), "PUSH_APNS_KEY_FILE", write("h-u-s-h"));
    file.remove("PUSH_APNS_KEY");
    refused(
        file,
        "push.apns.key_file (PUSH_APNS_KEY_FILE): must be a private key on the curve P-256, in"
            + " PKCS#8 as PEM");
  }

  @ParameterizedTest
  @CsvSource({
    "PUSH_APNS_KEY_ID, abc, 'push.apns.key_id (PUSH_APNS_KEY_ID): must be the ten characters of the"
        + " key''s id'",
    "PUSH_APNS_TEAM_ID, '', 'push.apns.team_id (PUSH_APNS_TEAM_ID): must be the ten characters of"
        + " the team''s id'",
    "PUSH_APNS_TOPIC, ' ', 'push.apns.topic (PUSH_APNS_TOPIC): must not be empty'",
    "PUSH_APNS_URL, 'http://a.example', 'push.apns.url (PUSH_APNS_URL): must be a URL like"
        + " https://host'",
    "PUSH_APNS_SANDBOX_URL, a, 'push.apns.sandbox_url (PUSH_APNS_SANDBOX_URL): must be a URL like"
        + " https://host'",
    "PUSH_APNS_KEY_FILE, /a, 'push.apns.key_file (PUSH_APNS_KEY_FILE): must be empty when the"
        + " setting without it is not'",
    "PUSH_FCM_URL, 'http://a.example', 'push.fcm.url (PUSH_FCM_URL): must be a URL like"
        + " https://host'",
    "PUSH_FCM_SERVICE_ACCOUNT, h-u-s-h, 'push.fcm.service_account (PUSH_FCM_SERVICE_ACCOUNT): must"
        + " be the JSON of a service account'",
    "PUSH_FCM_SERVICE_ACCOUNT, '{}', 'push.fcm.service_account (PUSH_FCM_SERVICE_ACCOUNT): must be"
        + " of the type service_account'",
    "PUSH_FCM_SERVICE_ACCOUNT_FILE, /nowhere/a.json, 'push.fcm.service_account_file"
        + " (PUSH_FCM_SERVICE_ACCOUNT_FILE): the file /nowhere/a.json cannot be read'",
    "PUSH_CA_FILE, /nowhere/a.pem, 'push.ca_file (PUSH_CA_FILE): the file /nowhere/a.pem"
        + " cannot be read'",
    "PUSH_CA_FILE, pom.xml, 'push.ca_file (PUSH_CA_FILE): must hold certificates'",
    "PUSH_DEADLINE, 1ms, 'push.deadline (PUSH_DEADLINE): must be between 50ms and 1m, is 1ms'",
    "PUSH_MAX_IN_FLIGHT, 0, 'push.max_in_flight (PUSH_MAX_IN_FLIGHT): must be between 1 and 100000,"
        + " is 0'",
    "PUSH_CIRCUIT_LONGEST, 1ms, 'push.circuit.longest (PUSH_CIRCUIT_LONGEST): must not be shorter"
        + " than the pause'",
  })
  void aBadValueShouldBeRefusedInOneLine(String name, String value, String line) {
    refused(with(apns(), name, value), line);
  }

  @ParameterizedTest
  @CsvSource({
    "project_id, a/b, must have a project_id as Google's",
    "project_id, '', must have a project_id",
    "client_email, '', must have a client_email",
    "private_key_id, '', must have a private_key_id",
    "private_key, h-u-s-h, 'must have an RSA key of 2048 bits or more, in PKCS#8 as PEM, as its"
        + " private_key'",
    "token_uri, 'http://a.example', must have a token_uri that begins with https://",
  })
  void anIncompleteAccountShouldBeRefused(String member, String value, String reason)
      throws Exception {
    refused(
        Map.of("PUSH_FCM_SERVICE_ACCOUNT", account().put(member, value).encode()),
        "push.fcm.service_account (PUSH_FCM_SERVICE_ACCOUNT): " + reason);
  }

  @Test
  void keysShouldNeverBePrinted() throws Exception {
    var settings = apns();
    settings.put("PUSH_FCM_SERVICE_ACCOUNT", account().encode());
    var loaded = SettingsLoader.load(settings::get);
    var push = loaded.settings().push();

    assertThat(loaded.print() + push + push.fcm().account())
        .doesNotContain("PRIVATE KEY")
        .contains(ApnsPeer.KEY_ID, Masked.MASK);
  }

  private static void refused(Map<String, String> settings, String line) {
    assertThatThrownBy(() -> load(settings)).isInstanceOf(SettingsException.class).hasMessage(line);
  }

  private static Map<String, String> apns() {
    var settings = ApnsPeer.settings("https://a.example", "https://b.example");
    settings.remove("PUSH_CA_FILE");
    return settings;
  }

  private static Map<String, String> with(Map<String, String> settings, String name, String value) {
    settings.put(name, value);
    return settings;
  }

  private static JsonObject account() throws JOSEException {
    return new JsonObject()
        .put("type", "service_account")
        .put("project_id", "a-project")
        .put("client_email", "push@a.example")
        .put("private_key_id", "1")
        .put("token_uri", "https://a.example/token")
        .put(
            "private_key",
            TestCertificate.pem(
                "PRIVATE KEY", IdentityProvider.published().toRSAPrivateKey().getEncoded()));
  }

  private String write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "a", "b"), text).toString();
  }

  private static Settings load(Map<String, String> environment) {
    return SettingsLoader.load(environment::get).settings();
  }
}
