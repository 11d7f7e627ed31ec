package com.honeydue.subscriptions;

/** What is shown to whoever has reached a limit. */
record UpgradeTrigger(String key, String title, String message, String button) {}
