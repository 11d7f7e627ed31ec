package com.honeydue.mail.model;

import java.util.List;

/**
 * What is to be done in one residence, each list with what is due first at its head.
 *
 * @param residence its name
 * @param residenceId its id
 * @param overdue due before today
 * @param today due today
 * @param thisWeek due within the six days after
 */
public record HomeTasks(
    String residence,
    long residenceId,
    List<TaskLine> overdue,
    List<TaskLine> today,
    List<TaskLine> thisWeek) {

  public HomeTasks {
    overdue = List.copyOf(overdue);
    today = List.copyOf(today);
    thisWeek = List.copyOf(thisWeek);
  }

  public int count() {
    return overdue.size() + today.size() + thisWeek.size();
  }
}
