import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** A wire between a client and what it speaks to, which can be cut (what is under way is lost, and nothing connects until it is mended) and slowed. */
export type Wire = Awaited<ReturnType<typeof cuttableWire>>;

export async function cuttableWire(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let cut = false;
  let delay = 0;
  const slow = () =>
    new Transform({
      transform: (chunk, _encoding, done) => void (delay > 0 ? setTimeout(done, delay, null, chunk) : done(null, chunk)),
    });
  const server = createServer((inner) => {
    if (cut) return void inner.destroy();
    const outer = connect({ host: hostname, port: Number(port) });
    for (const [one, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      open.add(one);
      one.pipe(slow()).pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const sever = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  const own = (server.address() as AddressInfo).port;
  return {
    port: own,
    url: `http://127.0.0.1:${own}`,
    cut: () => {
      cut = true;
      sever();
    },
    mend: () => void (cut = false),
    /** From now on everything that passes is held back for so many milliseconds, either way. */
    slow: (milliseconds: number) => void (delay = milliseconds),
    close: () => {
      sever();
      server.close();
    },
  };
}
