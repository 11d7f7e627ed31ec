/** What the stores that sell subscriptions say: Apple's App Store and Google Play. */
@NullMarked
package com.honeydue.stores;

import org.jspecify.annotations.NullMarked;
