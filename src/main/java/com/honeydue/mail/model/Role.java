package com.honeydue.mail.model;

/** What somebody may do in a residence. */
public enum Role {
  OWNER,
  MANAGER,
  MEMBER
}
