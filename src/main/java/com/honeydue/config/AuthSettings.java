package com.honeydue.config;

import java.time.Duration;

/**
 * Accounts and tokens.
 *
 * @param tokenLifetime how long a token lives after login
 * @param refreshGrace how long the old token still works after a refresh
 * @param localCache how long an event loop trusts a token it has seen; a second at most
 * @param hashWorkers threads that hash passwords
 * @param hashQueue passwords waiting for one; more are answered 503
 */
public record AuthSettings(
    Duration tokenLifetime,
    Duration refreshGrace,
    Duration localCache,
    int hashWorkers,
    int hashQueue) {}
