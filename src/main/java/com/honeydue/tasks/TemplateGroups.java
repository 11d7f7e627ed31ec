package com.honeydue.tasks;

import java.util.List;

/** All templates, by category. */
public record TemplateGroups(List<TemplateGroup> groups) {}
