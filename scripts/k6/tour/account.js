// An account from its first day to its last.
import { Client, hex } from '../lib/client.js';
import { codeMailedTo } from '../lib/mailbox.js';
import { register } from '../lib/people.js';

export function account() {
  const person = register();
  const stranger = new Client();
  const client = new Client(person.token);
  client.call('me', { expect: [200] });
  client.call('updateProfile', { body: { first_name: 'Kim', time_zone: 'Europe/Lisbon' }, expect: [200] });
  client.call('resendVerification', { expect: [200, 202, 204] });
  verify(client, person);
  client.call('exportAccount', { expect: [202] });
  outsiders(stranger);
  const second = signIn(stranger, person);
  const sessions = second.json('sessions', { expect: [200] }).items;
  const other = sessions.find((session) => !session.current);
  second.call('endSession', { path: { id: other.id }, expect: [204] });
  client.call('me', { expect: [401] });
  const fresh = new Client(second.json('refresh', { expect: [200, 201] }).token);
  const password = `${hex(12)} harbours`;
  fresh.call('changePassword', { body: { old_password: person.password, new_password: password }, expect: [200, 204] });
  const forgetful = forget(stranger, { ...person, password });
  signIn(stranger, forgetful).call('logout', { expect: [204] });
  const last = signIn(stranger, forgetful);
  last.call('deleteAccount', { query: { dry_run: true }, expect: [200] });
  last.call('deleteAccount', { expect: [200] });
  stranger.call('login', { body: credentials(forgetful), expect: [401] });
}

/** With a mailbox the real code; without one, that a wrong one is refused. */
function verify(client, person) {
  const code = codeMailedTo(person.email, 0);
  client.call('verifyEmail', { body: { code: code || '000000' }, expect: code ? [200, 204] : [400, 401, 409, 422] });
}

function forget(stranger, person) {
  stranger.call('forgotPassword', { body: { email: person.email }, expect: [202] });
  const code = codeMailedTo(person.email, 1);
  const answer = stranger.call('verifyResetCode', {
    body: { email: person.email, code: code || '000000' },
    expect: code ? [200] : [400, 401, 409, 422],
  });
  const token = code ? answer.json('reset_token') : hex(32);
  const password = `${hex(12)} orchards`;
  stranger.call('resetPassword', {
    body: { reset_token: token, new_password: password },
    expect: code ? [200, 204] : [400, 401, 409, 422],
  });
  return code ? { ...person, password } : person;
}

/** Tokens that neither Apple nor Google has signed are refused. */
function outsiders(stranger) {
  const body = { identity_token: 'e30.e30.e30', nonce: hex(16) };
  stranger.call('appleSignIn', { body, expect: [401, 422] });
  stranger.call('googleSignIn', { body, expect: [401, 422] });
}

function signIn(stranger, person) {
  return new Client(stranger.json('login', { body: credentials(person), expect: [200] }).token);
}

function credentials(person) {
  return { username: person.username, password: person.password };
}
