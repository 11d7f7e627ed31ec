package com.honeydue.mail;

import com.honeydue.mail.model.AccountDeleted;
import com.honeydue.mail.model.ChannelTest;
import com.honeydue.mail.model.EmailChanged;
import com.honeydue.mail.model.ExportReady;
import com.honeydue.mail.model.JoinDecided;
import com.honeydue.mail.model.JoinRequested;
import com.honeydue.mail.model.Letter;
import com.honeydue.mail.model.MemberJoined;
import com.honeydue.mail.model.PasswordChanged;
import com.honeydue.mail.model.ReportReady;
import com.honeydue.mail.model.ResetPassword;
import com.honeydue.mail.model.ShareInvite;
import com.honeydue.mail.model.SubscriptionChanged;
import com.honeydue.mail.model.TaskAssigned;
import com.honeydue.mail.model.TaskCompleted;
import com.honeydue.mail.model.TaskDigest;
import com.honeydue.mail.model.TaskDueSoon;
import com.honeydue.mail.model.TaskOverdue;
import com.honeydue.mail.model.Verification;
import com.honeydue.mail.model.WarrantyExpiring;
import com.honeydue.mail.model.Welcome;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/**
 * Fills the templates. They are classes, made of {@code src/main/resources/mail/} while building: a
 * letter without a template, or a template that wants what its letter has not, does not compile.
 * Stateless.
 */
final class Templates {

  private Templates() {}

  /**
   * The mail that says {@code letter}. The first line of its text template is the subject.
   *
   * @throws IllegalArgumentException when a text is missing
   */
  static RenderedMail render(Letter letter, MailContext context) {
    var html = new StringOutput();
    html(letter, context, new OwaspHtmlTemplateOutput(html));
    var text = new PlainText();
    text(letter, context, text);
    return new RenderedMail(text.subject(), text.body(), html.toString());
  }

  private static void html(Letter letter, MailContext c, HtmlTemplateOutput out) {
    switch (letter) {
      case AccountDeleted l ->
          com.honeydue.mail.html.Jteaccount_deletedGenerated.render(out, null, l, c);
      case ChannelTest l -> com.honeydue.mail.html.Jtechannel_testGenerated.render(out, null, l, c);
      case EmailChanged l ->
          com.honeydue.mail.html.Jteemail_changedGenerated.render(out, null, l, c);
      case ExportReady l -> com.honeydue.mail.html.Jteexport_readyGenerated.render(out, null, l, c);
      case JoinDecided l -> com.honeydue.mail.html.Jtejoin_decidedGenerated.render(out, null, l, c);
      case JoinRequested l ->
          com.honeydue.mail.html.Jtejoin_requestedGenerated.render(out, null, l, c);
      case MemberJoined l ->
          com.honeydue.mail.html.Jtemember_joinedGenerated.render(out, null, l, c);
      case PasswordChanged l ->
          com.honeydue.mail.html.Jtepassword_changedGenerated.render(out, null, l, c);
      case ReportReady l -> com.honeydue.mail.html.Jtereport_readyGenerated.render(out, null, l, c);
      case ResetPassword l ->
          com.honeydue.mail.html.Jtereset_passwordGenerated.render(out, null, l, c);
      case ShareInvite l -> com.honeydue.mail.html.Jteshare_inviteGenerated.render(out, null, l, c);
      case SubscriptionChanged l ->
          com.honeydue.mail.html.Jtesubscription_changedGenerated.render(out, null, l, c);
      case TaskAssigned l ->
          com.honeydue.mail.html.Jtetask_assignedGenerated.render(out, null, l, c);
      case TaskCompleted l ->
          com.honeydue.mail.html.Jtetask_completedGenerated.render(out, null, l, c);
      case TaskDigest l -> com.honeydue.mail.html.Jtetask_digestGenerated.render(out, null, l, c);
      case TaskDueSoon l ->
          com.honeydue.mail.html.Jtetask_due_soonGenerated.render(out, null, l, c);
      case TaskOverdue l -> com.honeydue.mail.html.Jtetask_overdueGenerated.render(out, null, l, c);
      case Verification l ->
          com.honeydue.mail.html.JteverificationGenerated.render(out, null, l, c);
      case WarrantyExpiring l ->
          com.honeydue.mail.html.Jtewarranty_expiringGenerated.render(out, null, l, c);
      case Welcome l -> com.honeydue.mail.html.JtewelcomeGenerated.render(out, null, l, c);
    }
  }

  private static void text(Letter letter, MailContext c, TemplateOutput out) {
    switch (letter) {
      case AccountDeleted l ->
          com.honeydue.mail.text.Jteaccount_deletedGenerated.render(out, null, l, c);
      case ChannelTest l -> com.honeydue.mail.text.Jtechannel_testGenerated.render(out, null, l, c);
      case EmailChanged l ->
          com.honeydue.mail.text.Jteemail_changedGenerated.render(out, null, l, c);
      case ExportReady l -> com.honeydue.mail.text.Jteexport_readyGenerated.render(out, null, l, c);
      case JoinDecided l -> com.honeydue.mail.text.Jtejoin_decidedGenerated.render(out, null, l, c);
      case JoinRequested l ->
          com.honeydue.mail.text.Jtejoin_requestedGenerated.render(out, null, l, c);
      case MemberJoined l ->
          com.honeydue.mail.text.Jtemember_joinedGenerated.render(out, null, l, c);
      case PasswordChanged l ->
          com.honeydue.mail.text.Jtepassword_changedGenerated.render(out, null, l, c);
      case ReportReady l -> com.honeydue.mail.text.Jtereport_readyGenerated.render(out, null, l, c);
      case ResetPassword l ->
          com.honeydue.mail.text.Jtereset_passwordGenerated.render(out, null, l, c);
      case ShareInvite l -> com.honeydue.mail.text.Jteshare_inviteGenerated.render(out, null, l, c);
      case SubscriptionChanged l ->
          com.honeydue.mail.text.Jtesubscription_changedGenerated.render(out, null, l, c);
      case TaskAssigned l ->
          com.honeydue.mail.text.Jtetask_assignedGenerated.render(out, null, l, c);
      case TaskCompleted l ->
          com.honeydue.mail.text.Jtetask_completedGenerated.render(out, null, l, c);
      case TaskDigest l -> com.honeydue.mail.text.Jtetask_digestGenerated.render(out, null, l, c);
      case TaskDueSoon l ->
          com.honeydue.mail.text.Jtetask_due_soonGenerated.render(out, null, l, c);
      case TaskOverdue l -> com.honeydue.mail.text.Jtetask_overdueGenerated.render(out, null, l, c);
      case Verification l ->
          com.honeydue.mail.text.JteverificationGenerated.render(out, null, l, c);
      case WarrantyExpiring l ->
          com.honeydue.mail.text.Jtewarranty_expiringGenerated.render(out, null, l, c);
      case Welcome l -> com.honeydue.mail.text.JtewelcomeGenerated.render(out, null, l, c);
    }
  }
}
