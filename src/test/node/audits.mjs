// Holds the endpoint at the given address against the audits of GraphQL over HTTP; prints one line for each.
import {serverAudits} from 'graphql-http';

const [url] = process.argv.slice(2);

for (const audit of serverAudits({url})) {
  const result = await audit.fn();
  const [level, ...rule] = audit.name.split(' ');
  const reason = result.status === 'ok' ? '' : `: ${result.reason}`;
  console.log(`${result.status.padEnd(6)} ${level.padEnd(6)} ${audit.id} ${rule.join(' ')}${reason}`);
}
