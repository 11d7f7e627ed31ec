package com.honeydue.contractors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests with a residence of their own and its owner. */
abstract class WithContractors {

  @SuppressWarnings("NullAway.Init")
  static Directory directory;

  long owner;
  long residence;

  @BeforeAll
  static void open() {
    directory = new Directory();
  }

  @AfterAll
  static void close() {
    directory.close();
  }

  @BeforeEach
  void moveIn() {
    owner = directory.fixture.person();
    residence = directory.residence(owner);
  }
}
