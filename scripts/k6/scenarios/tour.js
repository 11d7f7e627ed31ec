// Every operation of the contract at least once, in an order in which each has something to work on.
import { account } from '../tour/account.js';
import { administration } from '../tour/administration.js';
import { contractors } from '../tour/contractors.js';
import { documents } from '../tour/documents.js';
import { files } from '../tour/files.js';
import { homes } from '../tour/homes.js';
import { lookups } from '../tour/lookups.js';
import { notifications } from '../tour/notifications.js';
import { subscriptions } from '../tour/subscriptions.js';
import { tasks } from '../tour/tasks.js';
import { report } from '../lib/report.js';
import { right } from '../lib/thresholds.js';

export const options = {
  scenarios: { tour: { executor: 'shared-iterations', vus: 1, iterations: 1, maxDuration: '5m' } },
  thresholds: right,
};

export default function () {
  lookups();
  homes();
  tasks();
  contractors();
  documents();
  files();
  notifications();
  subscriptions();
  administration();
  account();
}

export const handleSummary = report('tour');
