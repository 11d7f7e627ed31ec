package com.honeydue.mail.model;

/**
 * What a mail says. Text that people typed may hold anything: it is made harmless where it is
 * shown.
 */
public sealed interface Letter
    permits AccountDeleted,
        ChannelTest,
        EmailChanged,
        ExportReady,
        JoinDecided,
        JoinRequested,
        MemberJoined,
        PasswordChanged,
        ReportReady,
        ResetPassword,
        ShareInvite,
        SubscriptionChanged,
        TaskAssigned,
        TaskCompleted,
        TaskDigest,
        TaskDueSoon,
        TaskOverdue,
        Verification,
        WarrantyExpiring,
        Welcome {

  /** Whether it goes to people who have an account, and because they have. */
  default boolean concernsAccount() {
    return true;
  }

  /** Its template's name, such as {@code task_digest}; also the label of its metrics. */
  default String template() {
    String name = getClass().getSimpleName();
    var snake = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (i > 0 && Character.isUpperCase(letter)) {
        snake.append('_');
      }
      snake.append(Character.toLowerCase(letter));
    }
    return snake.toString();
  }
}
