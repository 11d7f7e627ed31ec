/** Mails: what they look like in every language, and handing them to an SMTP server. */
@NullMarked
package com.honeydue.mail;

import org.jspecify.annotations.NullMarked;
