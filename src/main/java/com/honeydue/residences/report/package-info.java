/** What was done in a home, year by year, as a document to keep or to hand on. */
@NullMarked
package com.honeydue.residences.report;

import org.jspecify.annotations.NullMarked;
