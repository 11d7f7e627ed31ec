// Reads mailed codes from a mailbox that answers as Mailpit does, https://mailpit.axllent.org/docs/api-v1/
import { sleep } from 'k6';
import http from 'k6/http';
import { mailbox } from './settings.js';

const LOOKS = 50;

/** The code in a mail to that address that came after `earlier` others; null without a mailbox. */
export function codeMailedTo(address, earlier) {
  if (!mailbox) {
    return null;
  }
  for (let look = 0; look < LOOKS; look += 1) {
    const found = http.get(`${mailbox}/api/v1/search?query=to:${encodeURIComponent(address)}`).json('messages') || [];
    // The newest comes first.
    for (const message of found.slice(0, Math.max(0, found.length - earlier))) {
      const text = http.get(`${mailbox}/api/v1/message/${message.ID}`).json('Text');
      const code = /\b\d{6}\b/.exec(text || '');
      if (code) {
        return code[0];
      }
    }
    sleep(0.2);
  }
  throw new Error(`no code was mailed to ${address}`);
}
