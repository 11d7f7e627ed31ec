package com.honeydue.notifications;

import com.honeydue.bus.Operations;
import com.honeydue.bus.Service;

/** What people are told, where, and what they choose. Lives on the event loop of its lanes. */
final class NotificationService implements Service {

  private final Operations operations = new Operations();

  NotificationService(
      Lists lists,
      Devices devices,
      Preferences preferences,
      Actions actions,
      Unsubscribing unsubscribing) {
    lists.addTo(operations);
    devices.addTo(operations);
    preferences.addTo(operations);
    actions.addTo(operations);
    unsubscribing.addTo(operations);
  }

  @Override
  public Operations operations() {
    return operations;
  }
}
