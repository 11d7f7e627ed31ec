// Tasks, their completions, templates and calendars.
import { Client } from '../lib/client.js';
import { day, leave, register, settle } from '../lib/people.js';

export function tasks() {
  const person = settle(register());
  const client = new Client(person.token);
  boards(client, person);
  templates(client, person);
  oneTask(client, person);
  completions(client, person);
  calendar(client);
  leave([person]);
}

function boards(client, person) {
  client.call('listTasks', { conditional: true, expect: [200] });
  client.call('listTasks', { conditional: true, expect: [200, 304] });
  client.call('tasksByResidence', { path: { id: person.home }, expect: [200] });
  client.call('listCompletedTasks', { expect: [200] });
}

function templates(client, person) {
  const first = client.json('listTemplates', { expect: [200] }).items[0];
  client.call('groupedTemplates', { expect: [200] });
  client.call('searchTemplates', { query: { q: 'guters' }, expect: [200] });
  client.call('templatesByCategory', { path: { category: first.category }, expect: [200] });
  client.call('getTemplate', { path: { id: first.id }, expect: [200] });
  client.call('suggestTasks', { query: { residence_id: person.home }, expect: [200] });
  client.call('createTasksBulk', {
    body: { residence_id: person.home, tasks: [{ template_id: first.id }] },
    expect: [201],
  });
}

function oneTask(client, person) {
  const path = { id: make(client, person).id };
  client.call('getTask', { path, expect: [200] });
  client.call('updateTask', { path, body: { notes: 'The ladder is in the shed' }, expect: [200] });
  client.call('previewSchedule', { path, query: { count: 12 }, expect: [200] });
  client.call('markInProgress', { path, expect: [200] });
  client.call('undoTask', { path, expect: [200] });
  client.call('snoozeTask', { path, body: { until: day(30) }, expect: [200] });
  client.call('undoTask', { path, expect: [200] });
  const open = client.json('getTask', { path }).next_due_date;
  client.call('skipOccurrence', { path, body: { occurrence: open }, expect: [200] });
  client.call('cancelTask', { path, expect: [200] });
  client.call('uncancelTask', { path, expect: [200] });
  client.call('archiveTask', { path, expect: [200] });
  client.call('unarchiveTask', { path, expect: [200] });
  client.call('replaceTask', { path, body: { title: 'Replaced' }, expect: [200] });
  client.call('deleteTask', { path, expect: [204] });
}

function completions(client, person) {
  const task = make(client, person);
  const tap = { path: { id: task.id }, body: { occurrence: task.next_due_date } };
  client.call('quickComplete', { ...tap, expect: [201] });
  client.call('quickComplete', { ...tap, expect: [200] });
  client.call('listTaskCompletions', { path: { id: task.id }, expect: [200] });
  const other = make(client, person);
  const done = client.json('createCompletion', {
    body: {
      task_id: other.id,
      occurrence: other.next_due_date,
      performed_at: `${day(-2)}T10:00:00Z`,
      cost: { amount_minor: 4250, currency: 'EUR' },
      rating: 4,
      notes: 'Took an hour',
    },
    expect: [201],
  }).completion;
  const path = { id: done.id };
  client.call('getCompletion', { path, expect: [200] });
  client.call('updateCompletion', { path, body: { rating: 5 }, expect: [200] });
  client.call('listCompletions', { query: { residence_id: person.home }, expect: [200] });
  client.call('deleteCompletion', { path, expect: [204] });
}

function calendar(client) {
  const feed = client.json('rotateCalendarFeed', { expect: [201] });
  const token = feed.path.replace(/^.*\/(.+)\.ics$/, '$1');
  new Client().call('calendarFeed', { path: { feed_token: token }, expect: [200] });
  client.call('revokeCalendarFeed', { expect: [204] });
  new Client().call('calendarFeed', { path: { feed_token: token }, expect: [404] });
}

function make(client, person) {
  return client.json('createTask', {
    body: {
      residence_id: person.home,
      title: 'Check the smoke detector',
      frequency: 'monthly',
      due_date: day(-1),
    },
    expect: [201],
  });
}
