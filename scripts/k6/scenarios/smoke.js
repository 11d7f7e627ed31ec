// Is it alive, and is everything right? One person looks at everything once.
import { Client } from '../lib/client.js';
import { leave, village } from '../lib/people.js';
import { report } from '../lib/report.js';
import { right } from '../lib/thresholds.js';
import { visit } from '../lib/visit.js';

export const options = {
  scenarios: { smoke: { executor: 'shared-iterations', vus: 1, iterations: 10, maxDuration: '2m' } },
  thresholds: right,
};

export function setup() {
  return village(1);
}

export default function (people) {
  const client = new Client(people[0].token);
  new Client().call('health', { expect: [200] });
  new Client().call('healthReady', { expect: [200] });
  visit(client, people[0], 0);
}

export function teardown(people) {
  leave(people);
}

export const handleSummary = report('smoke');
