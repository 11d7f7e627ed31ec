// What a run leaves: summary.md and summary.html in its folder, and a few lines on the terminal.

const OUT = __ENV.HONEYDUE_OUT || '.';

/** handleSummary of a scenario. */
export function report(scenario) {
  return (data) => {
    const facts = summary(scenario, data);
    return {
      stdout: terminal(facts),
      [`${OUT}/summary.md`]: markdown(facts),
      [`${OUT}/summary.html`]: html(facts),
    };
  };
}

function summary(scenario, data) {
  const value = (metric, name) => (data.metrics[metric] ? data.metrics[metric].values[name] : undefined);
  const operations = Object.entries(data.metrics)
    .map(([name, metric]) => [/^http_req_duration\{operation:(\w+)\}$/.exec(name), metric.values])
    .filter(([found, values]) => found && values.max > 0)
    .map(([found, values]) => ({ operation: found[1], ...times(values) }));
  const thresholds = Object.entries(data.metrics).flatMap(([name, metric]) =>
    Object.entries(metric.thresholds || {})
      .filter(([rule]) => rule !== SHOWN)
      .map(([rule, outcome]) => ({ name, rule, ok: outcome.ok })),
  );
  return {
    scenario,
    url: __ENV.HONEYDUE_URL || '',
    seconds: (data.state ? data.state.testRunDurationMs : 0) / 1000,
    requests: value('http_reqs', 'count') || 0,
    rate: value('http_reqs', 'rate') || 0,
    users: value('vus_max', 'max') || value('vus_max', 'value') || 0,
    unexpected: value('honeydue_unexpected_answers', 'rate') || 0,
    unchanged: value('honeydue_unchanged_answers', 'rate') || 0,
    received: value('data_received', 'count') || 0,
    all: data.metrics.http_req_duration ? times(data.metrics.http_req_duration.values) : null,
    operations: operations.sort((a, b) => b.p95 - a.p95),
    thresholds,
    passed: thresholds.every((one) => one.ok),
  };
}

/** A threshold that always holds makes k6 keep a metric for each operation; see `shown`. */
const SHOWN = 'max>=0';

/** Thresholds that show these operations in the summary without demanding anything of them. */
export function shown(operations) {
  return Object.fromEntries(operations.map((name) => [`http_req_duration{operation:${name}}`, [SHOWN]]));
}

function times(values) {
  return { p50: values.med, p95: values['p(95)'], p99: values['p(99)'], max: values.max };
}

function markdown(facts) {
  return [
    `# ${facts.scenario}: ${facts.passed ? 'passed' : 'failed'}`,
    '',
    head(facts).map(([name, text]) => `- ${name}: ${text}`).join('\n'),
    '',
    '| operation | p50 ms | p95 ms | p99 ms | max ms |',
    '|---|---|---|---|---|',
    ...rows(facts).map((row) => `| ${row.join(' | ')} |`),
    '',
    '| threshold | holds |',
    '|---|---|',
    ...facts.thresholds.map((one) => `| ${one.name}: ${one.rule} | ${one.ok ? 'yes' : '**no**'} |`),
    '',
  ].join('\n');
}

function html(facts) {
  const cells = (row, tag) => `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(facts.scenario)}</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
  h1 span { color: ${facts.passed ? '#18794e' : '#b42318'}; }
  table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }
  th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid #ddd; font-variant-numeric: tabular-nums; }
  th:first-child, td:first-child { text-align: left; }
  .no { color: #b42318; font-weight: 600; }
</style>
<h1>${escaped(facts.scenario)}: <span>${facts.passed ? 'passed' : 'failed'}</span></h1>
<table>${head(facts).map((row) => cells(row, 'td')).join('\n')}</table>
<table>${cells(['operation', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'], 'th')}
${rows(facts).map((row) => cells(row, 'td')).join('\n')}</table>
<table>${cells(['threshold', 'holds'], 'th')}
${facts.thresholds
  .map((one) => `<tr${one.ok ? '' : ' class="no"'}><td>${escaped(`${one.name}: ${one.rule}`)}</td><td>${one.ok ? 'yes' : 'no'}</td></tr>`)
  .join('\n')}</table>
</html>
`;
}

function terminal(facts) {
  const failed = facts.thresholds.filter((one) => !one.ok).map((one) => `  broken: ${one.name}: ${one.rule}`);
  return [
    '',
    `${facts.scenario}: ${facts.passed ? 'passed' : 'FAILED'}`,
    ...head(facts).map(([name, text]) => `  ${name}: ${text}`),
    ...failed,
    '',
  ].join('\n');
}

function head(facts) {
  return [
    ['requests', `${facts.requests} in ${facts.seconds.toFixed(0)} s, ${facts.rate.toFixed(1)}/s, ${facts.users} users`],
    ['times', facts.all ? rows({ operations: [{ operation: 'all', ...facts.all }] })[0].slice(1).join(' / ') + ' ms (p50 / p95 / p99 / max)' : 'none'],
    ['unexpected answers', `${(100 * facts.unexpected).toFixed(3)} %`],
    ['unchanged (304)', `${(100 * facts.unchanged).toFixed(1)} %`],
    ['received', `${(facts.received / 1e6).toFixed(1)} MB`],
  ];
}

function rows(facts) {
  return facts.operations.map((one) => [
    one.operation,
    ...[one.p50, one.p95, one.p99, one.max].map((ms) => (ms === undefined ? '' : ms.toFixed(1))),
  ]);
}

function escaped(text) {
  return String(text).replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]);
}
