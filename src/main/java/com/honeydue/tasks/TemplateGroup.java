package com.honeydue.tasks;

import java.util.List;

/**
 * The templates of one category.
 *
 * @param category its code
 * @param name what it is called
 */
public record TemplateGroup(String category, String name, List<TaskTemplate> templates) {}
