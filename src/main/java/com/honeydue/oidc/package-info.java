/** What identity providers say of somebody, checked (OpenID Connect Core 1.0, section 3.1.3.7). */
@NullMarked
package com.honeydue.oidc;

import org.jspecify.annotations.NullMarked;
