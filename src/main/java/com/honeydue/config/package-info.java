/**
 * Settings: nested records built from {@code conf/honeydue.yaml} and the environment, validated
 * when built.
 */
@NullMarked
package com.honeydue.config;

import org.jspecify.annotations.NullMarked;
