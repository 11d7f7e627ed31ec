/** The compiled checks of JSON Schema. */
@NullMarked
package com.honeydue.http.schema;

import org.jspecify.annotations.NullMarked;
