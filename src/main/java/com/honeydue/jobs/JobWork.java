package com.honeydue.jobs;

/** A kind of job together with whoever does it on this event loop. */
public record JobWork(JobType type, JobHandler handler) {}
