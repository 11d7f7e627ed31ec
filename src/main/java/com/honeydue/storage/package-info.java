/** Where files are kept: an S3, or a directory. */
@NullMarked
package com.honeydue.storage;

import org.jspecify.annotations.NullMarked;
