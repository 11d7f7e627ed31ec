package com.honeydue.tasks;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests in a residence of their own, whose owner acts; it is noon of 2026-05-04 there. */
abstract class AtHome {

  @SuppressWarnings("NullAway.Init")
  static Household household;

  long owner;
  long residence;

  @BeforeAll
  static void open() {
    household = new Household();
  }

  @AfterAll
  static void close() {
    household.close();
  }

  @BeforeEach
  void moveIn() {
    household.atNoon();
    owner = household.fixture.person();
    residence = household.residence(owner);
  }
}
