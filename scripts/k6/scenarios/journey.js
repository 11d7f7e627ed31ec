// The whole life of a household: register, verify, make a home, share it, join, plan, complete, look back, delete.
import { group } from 'k6';
import { Client } from '../lib/client.js';
import { codeMailedTo } from '../lib/mailbox.js';
import { day, leave, register } from '../lib/people.js';
import { report } from '../lib/report.js';
import { stretched, users } from '../lib/settings.js';
import { right } from '../lib/thresholds.js';
import { think } from '../lib/visit.js';

const MINUTES = 1;

export const options = {
  scenarios: {
    journey: { executor: 'constant-vus', vus: users(2), duration: stretched(MINUTES, MINUTES), gracefulStop: '60s' },
  },
  thresholds: right,
};

export default function () {
  const [owner, guest] = group('register', () => [register(), register()]);
  const mine = new Client(owner.token);
  const theirs = new Client(guest.token);
  group('verify', () => {
    const code = codeMailedTo(owner.email, 0);
    if (code) {
      mine.call('verifyEmail', { body: { code }, expect: [200, 204] });
    }
  });
  think(1, 1, 3);
  const home = group('make a home', () =>
    mine.json('createResidence', { body: { name: 'Elm Road', time_zone: 'Europe/Madrid' }, expect: [201] }),
  ).id;
  group('share and join', () => {
    const code = mine.json('generateShareCode', { path: { id: home }, body: {}, expect: [200, 201] }).code;
    theirs.call('joinWithCode', { body: { code }, expect: [200, 201] });
  });
  think(1, 1, 3);
  const made = group('plan', () =>
    ['Bleed the radiators', 'Clean the gutters', 'Test the alarm'].map((title, i) =>
      mine.json('createTask', {
        body: { residence_id: home, title, frequency: 'monthly', due_date: day(i - 1), assigned_to: guest.id },
        key: `${owner.username}-${i}`,
        expect: [201],
      }),
    ),
  );
  group('complete', () => {
    theirs.call('listTasks', { expect: [200] });
    for (const task of made) {
      theirs.call('quickComplete', { path: { id: task.id }, body: { occurrence: task.next_due_date }, expect: [201] });
      think(1, 0.5, 2);
    }
  });
  group('look back', () => {
    mine.call('listCompletions', { query: { residence_id: home }, expect: [200] });
    mine.call('residenceActivity', { path: { id: home }, expect: [200] });
  });
  group('delete', () => {
    theirs.call('removeUser', { path: { id: home, user_id: guest.id }, expect: [204] });
    mine.call('deleteResidence', { path: { id: home }, expect: [204] });
    leave([owner, guest]);
  });
}

export const handleSummary = report('journey');
