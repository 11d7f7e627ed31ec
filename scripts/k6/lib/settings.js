// What scripts/k6/run was told.
export const url = (__ENV.HONEYDUE_URL || 'http://localhost:8000').replace(/\/+$/, '');
export const staffToken = __ENV.HONEYDUE_STAFF_TOKEN || '';
export const mailbox = (__ENV.HONEYDUE_MAILBOX || '').replace(/\/+$/, '');
export const people = whole('HONEYDUE_PEOPLE', 10);
export const vus = whole('HONEYDUE_USERS', 0);
export const minutes = Number(__ENV.HONEYDUE_MINUTES || 0);

/** As many users as were asked for, else what the scenario usually has; or that share of them. */
export function users(usual, share = 1) {
  return Math.ceil((vus || usual) * share);
}

/** A stage's length: the scenario's usual minutes, all stretched alike when other minutes were asked for. */
export function stretched(usual, stage) {
  const seconds = stage * 60 * (minutes ? minutes / usual : 1);
  return `${Math.max(1, Math.round(seconds))}s`;
}

function whole(name, usual) {
  const value = Number(__ENV[name] || usual);
  if (!Number.isInteger(value) || value < 0) {
    throw new Error(`${name} must be a whole number, is ${__ENV[name]}`);
  }
  return value;
}
