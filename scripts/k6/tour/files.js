// What people bring, and how they look at it.
import http from 'k6/http';
import { Client } from '../lib/client.js';
import { leave, register, settle } from '../lib/people.js';

export function files() {
  const person = settle(register());
  const client = new Client(person.token);
  const brought = client.json('uploadFile', {
    path: { upload: 'document' },
    raw: { file: http.file('%PDF-1.7\n%%EOF\n', 'lease.pdf', 'application/pdf') },
    expect: [201],
  });
  // Kept in a directory it is the file, kept in an S3 a link to it.
  client.call('getMedia', { path: { id: brought.id }, conditional: true, expect: [200, 302] });
  client.call('getMedia', { path: { id: brought.id }, conditional: true, expect: [304] });
  new Client().call('signedMedia', { path: { token: 'nobody.signed' }, expect: [404] });
  client.call('deleteUpload', { path: { upload: brought.id }, expect: [204] });
  leave([person]);
}
