// What load scenarios share: a village, whose people many users are.
import { Client } from './client.js';
import { leave, village } from './people.js';
import { people } from './settings.js';
import { visit } from './visit.js';

export function setup() {
  return village(people);
}

let mine;

/** Each user is one of the village's people on a device of their own: several share a home's board. */
export function live(villagers, pace = 1) {
  if (!mine) {
    const person = villagers[(__VU - 1) % villagers.length];
    mine = { person: { ...person }, client: new Client(person.token) };
  }
  visit(mine.client, mine.person, pace);
}

export function teardown(villagers) {
  leave(villagers);
}
