// What somebody does who opens the app: mostly looks, sometimes does something. Thinks between the steps.
import { group, sleep } from 'k6';
import { day } from './people.js';

/** After every date that a card may have got by then, however often others complete it meanwhile. */
const FAR = '2199-12-31';

const OPEN = ['overdue', 'due_soon', 'in_progress', 'upcoming'];

/** One visit. `pace` stretches the pauses; 0 leaves them out. */
export function visit(client, person, pace = 1) {
  let card;
  group('open the app', () => {
    client.call('staticData', { conditional: true });
    card = someCard(client.call('listTasks', { conditional: true }), person);
    think(pace, 1, 3);
  });
  const dice = Math.random();
  if (dice < 0.35 && card) {
    group('look at a task', () => lookAt(client, card, pace));
  } else if (dice < 0.6 && card) {
    group('complete a task', () => complete(client, card, pace));
  } else if (dice < 0.75) {
    group('plan a task', () => plan(client, person, pace));
  } else if (dice < 0.9) {
    group('look around the homes', () => lookAround(client, person, pace));
  } else {
    group('look back', () => lookBack(client, pace));
  }
  // The app refreshes its board when it comes back to it.
  client.call('listTasks', { conditional: true });
  think(pace, 2, 6);
}

function lookAt(client, card, pace) {
  client.call('getTask', { path: { id: card.id }, conditional: true, expect: [200, 304, 404] });
  think(pace, 1, 4);
  client.call('listTaskCompletions', { path: { id: card.id }, expect: [200, 404] });
  if (Math.random() < 0.2) {
    client.call('snoozeTask', { path: { id: card.id }, body: { until: FAR }, expect: [200, 404, 409] });
    client.call('undoTask', { path: { id: card.id }, expect: [200, 404, 409] });
  }
}

/** Two people of one home may tap the same card: the second is told what the first did. */
function complete(client, card, pace) {
  think(pace, 1, 2);
  client.call('quickComplete', {
    path: { id: card.id },
    body: { occurrence: card.next_due_date },
    expect: [200, 201, 404, 409],
  });
}

/** A task of their own, which goes again, so that boards stay as large as they are. */
function plan(client, person, pace) {
  client.call('suggestTasks', { query: { residence_id: person.home } });
  think(pace, 3, 8);
  const task = client.json('createTask', {
    body: { residence_id: person.home, title: 'Sweep the chimney', frequency: 'yearly', due_date: day(40) },
    expect: [201],
  });
  if (task) {
    think(pace, 1, 2);
    client.call('updateTask', { path: { id: task.id }, body: { notes: 'Call first' }, expect: [200] });
    client.call('deleteTask', { path: { id: task.id }, expect: [204] });
  }
}

function lookAround(client, person, pace) {
  client.call('myResidences', { conditional: true });
  think(pace, 1, 3);
  client.call('getResidence', { path: { id: person.home }, conditional: true });
  client.call('residencesSummary', { conditional: true });
  client.call('residenceActivity', { path: { id: person.home } });
}

function lookBack(client, pace) {
  client.call('listCompletedTasks');
  think(pace, 1, 3);
  client.call('listCompletions', { query: { limit: 20 } });
  client.call('me', { conditional: true });
}

/** One of the open cards that was last seen. */
function someCard(answer, person) {
  if (answer.status === 200) {
    person.cards = answer
      .json('columns')
      .filter((column) => OPEN.includes(column.name))
      .flatMap((column) => column.tasks)
      .filter((card) => card.next_due_date);
  }
  const cards = person.cards || [];
  return cards[Math.floor(Math.random() * cards.length)];
}

export function think(pace, least, most) {
  if (pace > 0) {
    sleep(pace * (least + Math.random() * (most - least)));
  }
}
