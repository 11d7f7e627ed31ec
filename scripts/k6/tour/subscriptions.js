// What tiers allow and offer.
import { Client } from '../lib/client.js';
import { leave, register, settle } from '../lib/people.js';

export function subscriptions() {
  const person = settle(register());
  const client = new Client(person.token);
  for (const operation of ['subscriptionLimits', 'subscriptionFeatures', 'promotions', 'upgradeTriggers']) {
    client.call(operation, { conditional: true, expect: [200] });
    client.call(operation, { conditional: true, expect: [304] });
  }
  client.call('upgradeTrigger', { path: { key: 'more_tasks' }, expect: [200] });
  leave([person]);
}
