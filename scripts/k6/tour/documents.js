// What belongs to a home on paper.
import encoding from 'k6/encoding';
import http from 'k6/http';
import { Client } from '../lib/client.js';
import { leave, register, settle } from '../lib/people.js';

// One red dot.
const PICTURE = encoding.b64decode(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
);

export function documents() {
  const person = settle(register());
  const client = new Client(person.token);
  const file = client.json('uploadFile', {
    path: { upload: 'document' },
    raw: { file: http.file('%PDF-1.7\n%%EOF\n', 'warranty.pdf', 'application/pdf') },
    expect: [201],
  });
  const picture = client.json('uploadFile', {
    path: { upload: 'image' },
    raw: { file: http.file(PICTURE, 'plate.png', 'image/png') },
    expect: [201],
  });
  const made = client.json('createDocument', {
    body: {
      residence_id: person.home,
      type: 'warranty',
      title: 'Dishwasher',
      upload_id: file.id,
      ends_on: '2199-01-01',
    },
    expect: [201],
  });
  const path = { id: made.id };
  client.call('listDocuments', { query: { q: 'dishwaser' }, expect: [200] });
  client.call('listWarranties', { query: { residence_id: person.home }, expect: [200] });
  client.call('getDocument', { path, conditional: true, expect: [200] });
  client.call('updateDocument', { path, body: { vendor: 'Haushaltswelt' }, expect: [200] });
  client.call('addDocumentImage', { path, body: { upload_id: picture.id }, expect: [200] });
  client.call('removeDocumentImage', { path: { id: made.id, upload_id: picture.id }, expect: [200] });
  client.call('deactivateDocument', { path, expect: [200] });
  client.call('activateDocument', { path, expect: [200] });
  client.call('downloadDocument', { path, expect: [200, 302] });
  client.call('deleteDocument', { path, expect: [204] });
  leave([person]);
}
