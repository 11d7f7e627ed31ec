// The whole life of a household: register, verify, make a home, share it, join, plan, complete with a photo, be told, look back,
// delete.
import { group, sleep } from 'k6';
import encoding from 'k6/encoding';
import http from 'k6/http';
import { Client } from '../lib/client.js';
import { codeMailedTo } from '../lib/mailbox.js';
import { day, leave, register } from '../lib/people.js';
import { report } from '../lib/report.js';
import { stretched, users } from '../lib/settings.js';
import { right } from '../lib/thresholds.js';
import { think } from '../lib/visit.js';

const MINUTES = 1;

/** How often the guest looks for what has been told, five times a second. */
const LOOKS = 50;

/** Eight yellow pixels square. */
const PHOTO = encoding.b64decode(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mO4MMEAK2IYWhIAOxFkAfhVZQgAAAAASUVORK5CYII=',
);

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
  group('be told', () => {
    const told = toldOf(theirs, 'task_assigned', made.length);
    theirs.call('markRead', { path: { id: told[0].id }, expect: [204] });
    theirs.call('markAllRead', { body: {}, expect: [200] });
  });
  group('upload and complete', () => {
    theirs.call('listTasks', { expect: [200] });
    const [first, ...others] = made;
    const photo = theirs.json('uploadFile', {
      path: { upload: 'completion' },
      raw: { file: http.file(PHOTO, 'radiator.png', 'image/png') },
      expect: [201],
    });
    theirs.call('createCompletion', {
      body: { task_id: first.id, occurrence: first.next_due_date, photo_ids: [photo.id] },
      expect: [201],
    });
    mine.call('getMedia', { path: { id: photo.id }, expect: [200, 302] });
    for (const task of others) {
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

/** What somebody has been told of that kind, once it is as much as that: jobs tell it after the answer. */
function toldOf(client, type, count) {
  for (let look = 0; look < LOOKS; look += 1) {
    const { items } = client.json('listNotifications', { query: { type }, expect: [200] });
    if (items.length >= count) {
      return items;
    }
    sleep(0.2);
  }
  throw new Error(`nobody was told of ${count} ${type}`);
}

export const handleSummary = report('journey');
