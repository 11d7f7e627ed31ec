// What staff do; and that nobody else may.
import { Client } from '../lib/client.js';
import { leave, register, settle } from '../lib/people.js';
import { staffToken } from '../lib/settings.js';

export function administration() {
  const person = settle(register());
  const staff = new Client(staffToken || person.token);
  const allowed = (statuses) => (staffToken ? statuses : [403]);
  const path = { id: person.id };
  staff.call('adminListUsers', { query: { q: person.username }, expect: allowed([200]) });
  staff.call('adminGetUser', { path, expect: allowed([200]) });
  const sessions = staff.call('adminListSessions', { path, expect: allowed([200]) });
  staff.call('adminListResidences', { expect: allowed([200]) });
  staff.call('adminGetResidence', { path: { id: person.home }, expect: allowed([200]) });
  staff.call('adminEndSession', {
    path: { id: person.id, session_id: staffToken ? sessions.json('items.0.id') : 1 },
    expect: allowed([204]),
  });
  staff.call('adminDisableUser', { path, expect: allowed([200, 204]) });
  staff.call('adminEnableUser', { path, expect: allowed([200, 204]) });
  staff.call('adminListTiers', { expect: allowed([200]) });
  const limit = { tier: 'pro', resource: 'tasks' };
  staff.call('adminSetTierLimit', { path: limit, body: { maximum: null }, expect: allowed([200]) });
  const words = { title: 'Load', message: 'Not for people.', button: 'OK' };
  const promotion = { starts_on: '2020-01-01', ends_on: '2020-01-02', texts: { en: words } };
  const made = staff.call('adminCreatePromotion', { body: promotion, expect: allowed([201]) });
  const promoted = { id: staffToken ? made.json('id') : 1 };
  staff.call('adminListPromotions', { expect: allowed([200]) });
  staff.call('adminUpdatePromotion', { path: promoted, body: { ends_on: '2020-01-03' }, expect: allowed([200]) });
  staff.call('adminEndPromotion', { path: promoted, expect: allowed([200]) });
  staff.call('adminListTemplates', { expect: allowed([200]) });
  staff.call('adminUpdateTemplate', { path: { id: 1 }, body: { active: true }, expect: allowed([200]) });
  staff.call('adminListAudit', { expect: allowed([200]) });
  const type = { type: 'mail.verify_email' };
  staff.call('adminListJobTypes', { expect: allowed([200]) });
  staff.call('adminPauseJobs', { path: type, expect: allowed([200, 204]) });
  staff.call('adminResumeJobs', { path: type, expect: allowed([200, 204]) });
  staff.call('adminListJobs', { query: { state: 'dead' }, expect: allowed([200]) });
  const none = { id: '00000000-0000-4000-8000-000000000000' };
  staff.call('adminRetryJob', { path: none, expect: allowed([404]) });
  staff.call('adminDeleteJob', { path: none, expect: allowed([404]) });
  const logger = { logger: 'com.honeydue.k6' };
  staff.call('adminSetLogLevel', { path: logger, body: { level: 'error', minutes: 1 }, expect: allowed([200]) });
  staff.call('adminListLogLevels', { expect: allowed([200]) });
  staff.call('adminResetLogLevel', { path: logger, expect: allowed([204]) });
  const nobody = { process: `k6-${person.id}` };
  staff.call('adminRecordFlight', { path: nobody, body: { seconds: 1 }, expect: allowed([200, 409]) });
  staff.call('adminListFlightRecordings', { expect: allowed([200]) });
  leave([person]);
}
