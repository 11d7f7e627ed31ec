// Whom people call.
import { Client } from '../lib/client.js';
import { leave, register, settle } from '../lib/people.js';

export function contractors() {
  const person = settle(register());
  const client = new Client(person.token);
  const made = client.json('createContractor', {
    body: { residence_id: person.home, name: 'Rosa Méndez', phone: '+1 555 0100', specialties: ['plumber'] },
    expect: [201],
  });
  const path = { id: made.id };
  client.call('listContractors', { query: { q: 'mendes' }, expect: [200] });
  client.call('contractorsByResidence', { path: { id: person.home }, expect: [200] });
  client.call('getContractor', { path, expect: [200] });
  client.call('updateContractor', { path, body: { notes: 'Weekdays only' }, expect: [200] });
  client.call('toggleFavorite', { path, expect: [200] });
  client.call('contractorTasks', { path, expect: [200] });
  client.call('deleteContractor', { path, expect: [204] });
  leave([person]);
}
