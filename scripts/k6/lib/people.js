// The accounts of a run: made before it, deleted after it.
import { fail } from 'k6';
import { Client, hex } from './client.js';

const TASKS = 20;
const RHYTHMS = ['weekly', 'biweekly', 'monthly', 'quarterly', 'yearly', 'once'];

/** A person who does not exist yet. */
export function somebody() {
  const name = `k6-${hex(6)}`;
  return { username: name, email: `${name}@k6.example`, password: `${hex(12)} lanterns`, device_name: 'k6' };
}

/** Registers; the credentials, the user's id and a token. */
export function register() {
  const person = somebody();
  const account = new Client().json('register', { body: person, expect: [201] });
  if (!account) {
    fail('nobody can register: is the server up, and throttle.register_network high enough for this machine?');
  }
  return { ...person, id: account.user.id, token: account.token };
}

/** A home with its tasks, as many days early or late as boards have them. */
export function settle(person) {
  const client = new Client(person.token);
  const home = client.json('createResidence', {
    body: { name: `Home of ${person.username}`, time_zone: 'Europe/Berlin', type: 'house', year_built: 1968 },
    expect: [201],
  });
  const tasks = Array.from({ length: TASKS }, (_, i) => ({
    title: `Chore ${i + 1}`,
    frequency: RHYTHMS[i % RHYTHMS.length],
    due_date: day((i - 5) * 4),
  }));
  client.call('createTasksBulk', { body: { residence_id: home.id, tasks }, expect: [201] });
  return { ...person, home: home.id };
}

/** People with a home each. */
export function village(size) {
  return Array.from({ length: size }, () => settle(register()));
}

/** Deletes them and all that is theirs. Only a session that has just begun may. */
export function leave(people) {
  for (const person of people) {
    const credentials = { username: person.username, password: person.password };
    const session = new Client().json('login', { body: credentials, expect: [200] });
    if (session) {
      new Client(session.token).call('deleteAccount', { expect: [200] });
    }
  }
}

/** The day that many days from today, in UTC. */
export function day(offset) {
  return new Date(Date.now() + offset * 86400000).toISOString().slice(0, 10);
}
