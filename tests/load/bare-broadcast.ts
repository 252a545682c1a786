/** A bare Socket.IO server in a process of its own: `POST /` tells everybody a number, and answers. Says its port, and ends with its input. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

/** About as long as a row of the overview. */
const PADDING = 'x'.repeat(600);
const PAGE = `<!doctype html><title>bare</title><p data-figure>0</p>`;

let told = 0;
const server = createServer((request, answer) => {
  if (request.url?.startsWith('/socket.io')) return;
  if (request.method === 'GET') {
    answer.setHeader('content-type', 'text/html').end(PAGE);
    return;
  }
  request.resume();
  io.emit('change', { told: ++told, row: PADDING });
  answer.setHeader('content-type', 'application/json').end(String(told));
});
const io = new Server(server, { serveClient: false, perMessageDeflate: false });
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
