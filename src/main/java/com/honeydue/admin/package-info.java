/** What staff look at: accounts, their sessions, residences. */
@NullMarked
package com.honeydue.admin;

import org.jspecify.annotations.NullMarked;
