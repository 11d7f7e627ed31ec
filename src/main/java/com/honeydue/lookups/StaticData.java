package com.honeydue.lookups;

import java.util.List;
import java.util.Map;

/**
 * All lookups in one.
 *
 * @param taskPriorities the least urgent first
 * @param oldestAppVersions for each platform the oldest version of the app that is still served
 */
public record StaticData(
    List<Choice> taskCategories,
    List<Choice> taskPriorities,
    List<Frequency> taskFrequencies,
    List<Choice> residenceTypes,
    List<Choice> contractorSpecialties,
    Map<String, String> oldestAppVersions) {}
