// The evening's reminder goes out: everybody opens the app within seconds.
import { live } from '../lib/crowd.js';
import { report } from '../lib/report.js';
import { stretched, users } from '../lib/settings.js';
import { bent } from '../lib/thresholds.js';

export { setup, teardown } from '../lib/crowd.js';

const MINUTES = 3;

export const options = {
  scenarios: {
    spike: {
      executor: 'ramping-vus',
      startVUs: 5,
      stages: [
        { duration: stretched(MINUTES, 0.5), target: 5 },
        { duration: stretched(MINUTES, 0.1), target: users(300) },
        { duration: stretched(MINUTES, 1), target: users(300) },
        { duration: stretched(MINUTES, 0.1), target: 5 },
        { duration: stretched(MINUTES, 1.3), target: 5 },
      ],
    },
  },
  thresholds: bent,
};

export default function (villagers) {
  live(villagers, 0.5);
}

export const handleSummary = report('spike');
