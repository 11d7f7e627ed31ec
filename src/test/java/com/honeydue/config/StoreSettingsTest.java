package com.honeydue.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.testing.AppleStorePeer;
import com.honeydue.testing.GooglePlayPeer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stores' keys and what they need: what is taken, and what stops the start in one line. */
class StoreSettingsTest {

  @Test
  void withoutKeysBothShouldBeOff() {
    var stores = SettingsLoader.load(Map.<String, String>of()::get).settings().stores();

    assertThat(stores.apple().isOn()).isFalse();
    assertThat(stores.google().isOn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "STORES_APPLE_BUNDLE_ID, '', stores.apple.bundle_id",
    "STORES_APPLE_APP_APPLE_ID, 0, stores.apple.app_apple_id",
    "STORES_APPLE_ENVIRONMENTS, xcode, stores.apple.environments",
    "STORES_APPLE_ENVIRONMENTS, 'production,local_testing', stores.apple.environments",
    "STORES_APPLE_ENVIRONMENTS, '', stores.apple.environments",
    "STORES_APPLE_ISSUER_ID, ours, stores.apple.issuer_id",
    "STORES_APPLE_KEY_ID, short, stores.apple.key_id",
    "STORES_APPLE_KEY, nonsense, stores.apple.key",
    "STORES_APPLE_URL, http://localhost, stores.apple.url",
    "STORES_APPLE_ROOTS_FILE, /nowhere.pem, stores.apple.roots_file",
    "STORES_VERIFIERS, 0, stores.verifiers"
  })
  void whatAppleCannotBeAskedWithShouldStopTheStart(String name, String value, String key) {
    try (var peer = new AppleStorePeer()) {
      var settings = peer.settings();
      settings.put(name, value);

      assertRefused(settings, key);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STORES_GOOGLE_PACKAGE_NAME, honeydue, stores.google.package_name",
    "STORES_GOOGLE_SERVICE_ACCOUNT, {}, stores.google.service_account",
    "STORES_GOOGLE_PUSH_ACCOUNT, '', stores.google.push_account",
    "STORES_GOOGLE_URL, http://localhost, stores.google.url"
  })
  void whatGoogleCannotBeAskedWithShouldStopTheStart(String name, String value, String key) {
    try (var peer = new GooglePlayPeer()) {
      var settings = peer.settings();
      settings.put(name, value);

      assertRefused(settings, key);
    }
  }

  private static void assertRefused(Map<String, String> settings, String key) {
    assertThatThrownBy(() -> SettingsLoader.load(settings::get))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key)
        .hasMessageNotContaining("PRIVATE KEY");
  }
}
