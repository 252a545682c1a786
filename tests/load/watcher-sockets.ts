/** Connections that only listen, in a process of its own: `--url URL --count N [--token TOKEN --room ROOM]`. Says `ready`, and ends with its input. */
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { url: { type: 'string' }, count: { type: 'string' }, token: { type: 'string' }, room: { type: 'string' } },
});
const AT_ONCE = 50;

/** As in room-socket.ts, of the main namespace. */
const listens = (): Promise<void> =>
  new Promise((done, fail) => {
    const socket = new WebSocket(`${values.url!.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    socket.addEventListener('error', () => fail(new Error('no connection')));
    socket.addEventListener('message', ({ data }) => {
      const packet = String(data);
      if (packet === '2') socket.send('3');
      else if (packet.startsWith('0')) socket.send(`40${JSON.stringify({ token: values.token })}`);
      else if (packet.startsWith('40') && values.room === undefined) done();
      else if (packet.startsWith('40')) socket.send(`420${JSON.stringify(['join', { room: values.room }])}`);
      else if (packet.startsWith('430')) {
        if (packet.includes('"ok":true')) done();
        else fail(new Error(packet));
      } else if (packet.startsWith('44')) fail(new Error(packet));
    });
  });

for (let left = Number(values.count); left > 0; left -= AT_ONCE)
  await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, listens));
console.log('ready');
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
