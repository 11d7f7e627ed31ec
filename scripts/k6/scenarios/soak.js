// An ordinary number of people for long: does anything grow, slow down or leak? Look at the server's dashboards meanwhile.
import { live } from '../lib/crowd.js';
import { report } from '../lib/report.js';
import { stretched, users } from '../lib/settings.js';
import { quick } from '../lib/thresholds.js';

export { setup, teardown } from '../lib/crowd.js';

const MINUTES = 60;

export const options = {
  scenarios: {
    soak: { executor: 'constant-vus', vus: users(30), duration: stretched(MINUTES, MINUTES) },
  },
  thresholds: quick,
};

export default function (villagers) {
  live(villagers);
}

export const handleSummary = report('soak');
