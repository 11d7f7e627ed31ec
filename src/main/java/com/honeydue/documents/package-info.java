/** Documents of homes, among them warranties, and the files that belong to them. */
@NullMarked
package com.honeydue.documents;

import org.jspecify.annotations.NullMarked;
