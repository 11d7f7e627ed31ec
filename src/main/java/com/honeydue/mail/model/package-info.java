/** What mails say: a record for each template, with all that it shows. */
@NullMarked
package com.honeydue.mail.model;

import org.jspecify.annotations.NullMarked;
