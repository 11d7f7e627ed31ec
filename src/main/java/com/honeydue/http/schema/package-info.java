/**
 * JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it) compiled once into checks that allocate
 * nothing while a value is valid.
 */
@NullMarked
package com.honeydue.http.schema;

import org.jspecify.annotations.NullMarked;
