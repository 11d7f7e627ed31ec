package com.honeydue.push;

/** There is no access token, and what that means for the push that needs it. */
final class NoAccess extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  NoAccess(Answer answer) {
    super(answer.result().reason(), null, false, false);
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }
}
