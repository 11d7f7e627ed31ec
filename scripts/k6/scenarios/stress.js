// More and more people, well past an ordinary hour, who hardly think: where does it bend, and does it come back?
import { live } from '../lib/crowd.js';
import { report } from '../lib/report.js';
import { stretched, users } from '../lib/settings.js';
import { bent } from '../lib/thresholds.js';

export { setup, teardown } from '../lib/crowd.js';

const MINUTES = 8;

export const options = {
  scenarios: {
    stress: {
      executor: 'ramping-vus',
      startVUs: 1,
      stages: [
        { duration: stretched(MINUTES, 1), target: users(400, 1 / 4) },
        { duration: stretched(MINUTES, 2), target: users(400, 1 / 2) },
        { duration: stretched(MINUTES, 2), target: users(400) },
        { duration: stretched(MINUTES, 2), target: users(400) },
        { duration: stretched(MINUTES, 1), target: 0 },
      ],
    },
  },
  thresholds: bent,
};

export default function (villagers) {
  live(villagers, 0.2);
}

export const handleSummary = report('stress');
