// The API as one caller sees it: each call is named by its operation, tagged with its route, traced and checked.
import { check } from 'k6';
import http from 'k6/http';
import { Rate, Trend } from 'k6/metrics';
import { operations } from './operations.js';
import { url } from './settings.js';

/** Answers that were none of those the caller could expect. */
export const unexpected = new Rate('honeydue_unexpected_answers');

/** Answers that spared the server everything: 304. */
export const unchanged = new Rate('honeydue_unchanged_answers');

/** Bytes of bodies. */
export const bodyBytes = new Trend('honeydue_body_bytes');

const told = { lines: 0 };

export class Client {
  /** @param token of an account; none for a stranger */
  constructor(token) {
    this.token = token;
    this.etags = {};
  }

  /**
   * Calls an operation.
   *
   * `with_`: `path` fills the route, `query` follows it, `body` is sent as JSON (or as it is, with `raw`), `expect` lists the statuses
   * that are right (any 2xx or 304 without it), `conditional` sends what was last seen of it as If-None-Match, `key` is an
   * Idempotency-Key.
   */
  call(operation, with_ = {}) {
    const [method, route] = operations[operation];
    const path = route.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(with_.path[name]));
    const query = Object.entries(with_.query || {})
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&');
    const address = `${url}${path}${query ? `?${query}` : ''}`;
    const headers = { traceparent: traceparent(), ...(with_.headers || {}) };
    if (this.token) {
      headers.Authorization = `Token ${this.token}`;
    }
    if (with_.key) {
      headers['Idempotency-Key'] = with_.key;
    }
    const seen = `${operation} ${address}`;
    if (with_.conditional && this.etags[seen]) {
      headers['If-None-Match'] = this.etags[seen];
    }
    let body = null;
    if (with_.raw !== undefined) {
      body = with_.raw;
    } else if (with_.body !== undefined) {
      headers['Content-Type'] = 'application/json';
      body = JSON.stringify(with_.body);
    }
    const expected = with_.expect || [200, 201, 202, 204, 304];
    const answer = http.request(method, address, body, {
      headers,
      redirects: 0,
      tags: { name: `${method} ${route}`, operation },
      responseCallback: http.expectedStatuses(...expected),
    });
    const right = expected.includes(answer.status);
    check(answer, { [`${operation} answers as expected`]: () => right }, { operation });
    unexpected.add(!right, { operation });
    unchanged.add(answer.status === 304, { operation });
    bodyBytes.add(answer.body ? answer.body.length : 0, { operation });
    if (!right) {
      tell(operation, expected, answer);
    }
    if (with_.conditional && answer.headers.Etag) {
      this.etags[seen] = answer.headers.Etag;
    }
    return answer;
  }

  /** The same, and its answer's JSON; null when the answer was not the expected one. */
  json(operation, with_ = {}) {
    const answer = this.call(operation, with_);
    return answer.status >= 200 && answer.status < 300 && answer.body ? answer.json() : null;
  }
}

/** A few of them say what to look for; thousands would only hide them. */
function tell(operation, expected, answer) {
  if (told.lines < 5) {
    told.lines += 1;
    const problem = (answer.body || answer.error || '').slice(0, 300);
    console.error(
      `${operation}: expected ${expected.join(' or ')}, was ${answer.status}, trace ${answer.headers['X-Trace-Id']}: ${problem}`,
    );
  }
}

/** A sampled W3C trace context, https://www.w3.org/TR/trace-context/ */
function traceparent() {
  return `00-${hex(16)}-${hex(8)}-01`;
}

export function hex(bytes) {
  let text = '';
  for (let i = 0; i < bytes; i += 1) {
    text += (256 + Math.floor(Math.random() * 256)).toString(16).slice(1);
  }
  return text;
}
