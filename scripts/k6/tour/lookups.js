// What everybody may read, and whether the server is well.
import { Client } from '../lib/client.js';

export function lookups() {
  const stranger = new Client();
  stranger.call('health', { expect: [200] });
  stranger.call('healthLive', { expect: [200] });
  stranger.call('healthReady', { expect: [200] });
  stranger.call('contract', { expect: [200] });
  for (const operation of ['categories', 'residenceTypes', 'priorities', 'frequencies', 'specialties', 'staticData']) {
    stranger.call(operation, { conditional: true, expect: [200] });
    stranger.call(operation, { conditional: true, expect: [304] });
  }
}
