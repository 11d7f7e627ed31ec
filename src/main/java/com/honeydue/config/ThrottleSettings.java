package com.honeydue.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often what may be tried. The contract says which operations take which of these, and counted
 * by what ({@code x-throttle}); the name there is the component's in snake_case.
 *
 * @param registerNetwork accounts made from one network
 * @param loginAccount passwords tried for one name or address
 * @param loginNetwork wrong passwords from one network
 * @param signInNetwork identity tokens refused from one network
 * @param forgotPasswordAccount reset codes asked for one address
 * @param forgotPasswordNetwork reset codes asked from one network
 * @param resetCodeAccount reset codes tried for one address
 * @param resetCodeNetwork reset codes and tokens refused from one network
 * @param verifyEmailCaller verification codes tried by one account
 * @param resendVerificationCaller verification codes asked by one account
 * @param changePasswordCaller old passwords tried by one account
 * @param inviteCaller people whom one account invites by mail
 * @param joinWithCodeCaller share codes tried by one account
 * @param joinWithCodeNetwork share codes refused from one network
 * @param uploadCaller files brought by one account
 * @param sendTestCaller notifications that one account sends to itself
 * @param purchaseCaller purchases brought by one account
 * @param webhookNetwork what came as a store's notices and was not, from one network
 * @param actionNetwork actions of pushes and links that turn mails off, refused from one network
 */
public record ThrottleSettings(
    ThrottleRule registerNetwork,
    ThrottleRule loginAccount,
    ThrottleRule loginNetwork,
    ThrottleRule signInNetwork,
    ThrottleRule forgotPasswordAccount,
    ThrottleRule forgotPasswordNetwork,
    ThrottleRule resetCodeAccount,
    ThrottleRule resetCodeNetwork,
    ThrottleRule verifyEmailCaller,
    ThrottleRule resendVerificationCaller,
    ThrottleRule changePasswordCaller,
    ThrottleRule inviteCaller,
    ThrottleRule joinWithCodeCaller,
    ThrottleRule joinWithCodeNetwork,
    ThrottleRule uploadCaller,
    ThrottleRule sendTestCaller,
    ThrottleRule purchaseCaller,
    ThrottleRule webhookNetwork,
    ThrottleRule actionNetwork) {

  /** Every rule under the name that the contract has for it. Slow: once at start. */
  public Map<String, ThrottleRule> byName() {
    Map<String, ThrottleRule> rules = new LinkedHashMap<>();
    for (RecordComponent component : ThrottleSettings.class.getRecordComponents()) {
      try {
        rules.put(
            Setting.path("", component.getName()),
            (ThrottleRule) component.getAccessor().invoke(this));
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return Map.copyOf(rules);
  }
}
