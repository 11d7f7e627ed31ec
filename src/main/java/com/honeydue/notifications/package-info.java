/** What people are told of their homes: in the app, by push and by mail, and what they choose. */
@NullMarked
package com.honeydue.notifications;

import org.jspecify.annotations.NullMarked;
