// Stands for any of the five processes in the supervisor's tests: it listens, answers, appends what happens to it to a
// file, and dies when told to.
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [name, port] = process.argv.slice(2);
/** @param {string} what */
const journal = (what) => appendFileSync(`${process.env.STUB_JOURNAL}`, `${name} ${what} ${process.pid}\n`);
// Before it says that it has begun: whoever waits for that may stop it at once.
process.on('SIGTERM', () => {
  journal('ends');
  process.exit(0);
});
journal('begins');
if (process.env.STUB_DIES === name) {
  console.error('Error: the stub cannot begin');
  process.exit(3);
}
if (process.env.STUB_REFUSES === name) {
  console.error(`The ${name} cannot start: LYCEUM_SMTP_URL is no address`);
  process.exit(78);
}
const server = createServer((request, response) => {
  if (request.url === '/warn') console.log(JSON.stringify({ level: 40, msg: 'mind the gap', err: { message: 'it is wide' } }));
  response.end('{}');
});
if (Number(port) > 0) server.listen(Number(port), '127.0.0.1');
else setInterval(() => undefined, 1000);
