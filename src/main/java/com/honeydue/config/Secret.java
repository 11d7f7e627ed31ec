package com.honeydue.config;

/** A value that must never be printed: every textual form of it is masked. */
public record Secret(String value) {

  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return value.isEmpty() ? "" : Masked.MASK;
  }
}
