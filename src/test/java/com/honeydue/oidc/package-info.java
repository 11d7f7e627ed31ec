@NullMarked
package com.honeydue.oidc;

import org.jspecify.annotations.NullMarked;
