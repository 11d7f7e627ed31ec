package com.honeydue.http;

import com.honeydue.storage.Intake;
import com.honeydue.storage.SignedLinks;
import com.honeydue.storage.Storage;
import java.time.Duration;

/**
 * What the edge needs for files that come with requests, and for answers that are files.
 *
 * @param uploadDeadline for a request that brings a file, from its head to its answer
 * @param linkLifetime of a link to a file
 */
public record Files(
    Storage storage,
    Intake intake,
    SignedLinks links,
    Duration uploadDeadline,
    Duration linkLifetime) {}
