// When a run has failed, and which operations its summary shows one by one.
import { shown } from './report.js';

const VISITED = [
  'staticData', 'getTask', 'listTaskCompletions', 'snoozeTask', 'undoTask', 'suggestTasks', 'createTask', 'updateTask',
  'deleteTask', 'myResidences', 'getResidence', 'residencesSummary', 'residenceActivity', 'listCompletedTasks',
  'listCompletions', 'me',
];

/** Every answer is one that its caller could expect. */
export const right = {
  honeydue_unexpected_answers: ['rate==0'],
  checks: ['rate==1'],
};

/** And quick enough: the service level for boards and the rest. Times are the client's, in ms. */
export const quick = {
  ...right,
  ...shown(VISITED),
  'http_req_duration{operation:listTasks}': ['p(95)<500', 'p(99)<1000'],
  'http_req_duration{operation:quickComplete}': ['p(95)<700'],
  http_req_duration: ['p(95)<700', 'p(99)<1500'],
};

/** Under more than it can carry some are turned away, but not many wait long. */
export const bent = {
  ...shown([...VISITED, 'listTasks', 'quickComplete']),
  honeydue_unexpected_answers: ['rate<0.01'],
  'http_req_duration{expected_response:true}': ['p(95)<2000'],
};
