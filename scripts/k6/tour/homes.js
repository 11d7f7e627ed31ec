// Homes, and who belongs to them.
import { Client } from '../lib/client.js';
import { leave, register } from '../lib/people.js';

export function homes() {
  const owner = register();
  const member = register();
  const asker = register();
  const mine = new Client(owner.token);
  const theirs = new Client(member.token);
  const home = mine.json('createResidence', {
    body: { name: 'Maple Street', time_zone: 'America/New_York' },
    key: owner.username,
    expect: [201],
  }).id;
  const path = { id: home };
  mine.call('listResidences', { expect: [200] });
  mine.call('myResidences', { expect: [200] });
  mine.call('residencesSummary', { expect: [200] });
  const read = mine.call('getResidence', { path, expect: [200] });
  mine.call('updateResidence', {
    path,
    body: { year_built: 1954 },
    headers: { 'If-Match': read.headers.Etag },
    expect: [200],
  });
  const code = share(mine, path, { role: 'member' });
  mine.call('getShareCode', { path, expect: [200] });
  mine.call('inviteByMail', { path, body: { email: `guest-${home}@example.com`, locale: 'de' }, expect: [202] });
  theirs.call('joinWithCode', { body: { code }, expect: [200, 201] });
  mine.call('revokeShareCode', { path, expect: [204] });
  new Client(asker.token).call('joinWithCode', {
    body: { code: share(mine, path, { needs_approval: true }) },
    expect: [200, 201, 202],
  });
  const request = mine.json('listJoinRequests', { path, expect: [200] }).items[0];
  mine.call('decideJoinRequest', {
    path: { id: home, request_id: request.id },
    body: { decision: 'approve' },
    expect: [200],
  });
  mine.call('listUsers', { path, expect: [200] });
  mine.call('changeRole', { path: { id: home, user_id: member.id }, body: { role: 'manager' }, expect: [200] });
  mine.call('removeUser', { path: { id: home, user_id: asker.id }, expect: [204] });
  mine.call('tasksReport', { path, body: {}, expect: [202] });
  mine.call('residenceActivity', { path, expect: [200] });
  // To a person on the free tier who has no home: they may own one.
  mine.call('transferOwnership', { path, body: { user_id: member.id }, expect: [200] });
  theirs.call('deleteResidence', { path, expect: [204] });
  leave([owner, member, asker]);
}

function share(client, path, body) {
  return client.json('generateShareCode', { path, body, expect: [200, 201] }).code;
}
