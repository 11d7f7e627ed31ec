// Ever more boards per second until answers come late or go wrong. It ends there by itself: the rate it reached is the result.
import { Client } from '../lib/client.js';
import { report } from '../lib/report.js';
import { stretched, users } from '../lib/settings.js';

export { setup, teardown } from '../lib/crowd.js';

const MINUTES = 10;
const MOST = 10000;

export const options = {
  scenarios: {
    breakpoint: {
      executor: 'ramping-arrival-rate',
      startRate: 50,
      timeUnit: '1s',
      preAllocatedVUs: users(200),
      maxVUs: 5 * users(200),
      stages: [{ duration: stretched(MINUTES, MINUTES), target: MOST }],
    },
  },
  thresholds: {
    honeydue_unexpected_answers: [{ threshold: 'rate<0.01', abortOnFail: true, delayAbortEval: '10s' }],
    'http_req_duration{operation:listTasks}': [{ threshold: 'p(95)<1000', abortOnFail: true, delayAbortEval: '10s' }],
  },
};

export default function (villagers) {
  const person = villagers[__VU % villagers.length];
  new Client(person.token).call('listTasks', { expect: [200] });
}

export const handleSummary = report('breakpoint');
