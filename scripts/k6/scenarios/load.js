// An ordinary busy hour: as many people as are usually there, at their own pace.
import { live } from '../lib/crowd.js';
import { report } from '../lib/report.js';
import { stretched, users } from '../lib/settings.js';
import { quick } from '../lib/thresholds.js';

export { setup, teardown } from '../lib/crowd.js';

const MINUTES = 5;

export const options = {
  scenarios: {
    load: {
      executor: 'ramping-vus',
      startVUs: 1,
      stages: [
        { duration: stretched(MINUTES, 1), target: users(50) },
        { duration: stretched(MINUTES, 3), target: users(50) },
        { duration: stretched(MINUTES, 1), target: 0 },
      ],
    },
  },
  thresholds: quick,
};

export default function (villagers) {
  live(villagers);
}

export const handleSummary = report('load');
