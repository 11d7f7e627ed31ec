package com.honeydue.mail;

/**
 * A letter in its reader's language.
 *
 * @param subject one line
 * @param text the plain part, with line feeds
 * @param html the same as HTML, with line feeds
 */
record RenderedMail(String subject, String text, String html) {}
