package com.honeydue.http;

import com.honeydue.telemetry.RouteMeter;

/**
 * One method of one path.
 *
 * @param method as metrics and logs name it
 * @param template the contract's path, which stands for the path in metrics and spans
 * @param secret whether the path itself must not be written down
 */
record Route(String method, String template, boolean secret, RouteMeter meter, Endpoint endpoint) {}
