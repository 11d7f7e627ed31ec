// What a tier is made of, and what tiers allow and offer. The stores are other people's: what is brought here is nothing of theirs,
// and is refused.
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
  client.call('subscriptionStatus', { expect: [200], conditional: true });
  client.call('startTrial', { expect: [201, 409] });
  client.call('subscriptionStatus', { expect: [200], conditional: true });
  client.call('cancelSubscription', { expect: [200, 202, 409] });
  client.call('subscriptionHistory', { expect: [200] });
  // 422: the store does not know it; 503: this server has no store.
  const body = { store: 'google', purchase_token: 'no-token-of-any-store' };
  client.call('purchase', { body, expect: [422, 503] });
  client.call('restorePurchases', { body: { purchases: [body] }, expect: [200, 503] });
  const stranger = new Client();
  stranger.call('appleWebhook', { body: { signedPayload: 'e30.e30.e30' }, expect: [403, 503] });
  stranger.call('googleWebhook', { body: { message: { messageId: '1', data: 'e30=' } }, expect: [403, 503] });
  leave([person]);
}
