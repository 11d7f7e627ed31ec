// What people are told, on which of their devices. Without a push or a mail at hand, what those carry is refused.
import { Client, hex } from '../lib/client.js';
import { leave, register, settle } from '../lib/people.js';

export function notifications() {
  const person = settle(register());
  const client = new Client(person.token);
  const device = client.json('registerDevice', { body: { provider: 'fcm', token: `k6-${hex(16)}`, name: 'Phone' }, expect: [201] });
  const path = { id: device.id };
  client.call('listDevices', { expect: [200] });
  client.call('updateDevice', { path, body: { enabled: false }, expect: [200] });
  client.call('removeDevice', { path, expect: [204] });
  client.call('getPreferences', { conditional: true, expect: [200] });
  client.call('getPreferences', { conditional: true, expect: [304] });
  client.call('updatePreferences', { body: { digest_hour: 7, quiet_hours: { from: '22:00', until: '07:00' } }, expect: [200] });
  client.call('sendTest', { expect: [202] });
  client.call('unreadCount', { expect: [200] });
  const told = client.json('listNotifications', { query: { type: 'test' }, expect: [200] });
  const one = { id: told.items[0].id };
  client.call('markRead', { path: one, expect: [204] });
  client.call('markAllRead', { body: {}, expect: [200] });
  client.call('deleteNotification', { path: one, expect: [204] });
  const stranger = new Client();
  const action = { action_token: 'A'.repeat(55) };
  stranger.call('completeFromPush', { path: action, expect: [404] });
  stranger.call('snoozeFromPush', { path: action, expect: [404] });
  const link = { unsubscribe_token: 'A'.repeat(36) };
  stranger.call('unsubscribePage', { path: link, expect: [404] });
  stranger.call('unsubscribe', { path: link, expect: [404] });
  leave([person]);
}
