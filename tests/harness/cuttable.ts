import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire between a client and the product that can be cut: what is under way is lost, and nothing connects until it is mended. */
export async function cuttableWire(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let cut = false;
  const server = createServer((inner) => {
    if (cut) return void inner.destroy();
    const outer = connect({ host: hostname, port: Number(port) });
    for (const [one, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      open.add(one);
      one.pipe(other);
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
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      cut = true;
      sever();
    },
    mend: () => void (cut = false),
    close: () => {
      sever();
      server.close();
    },
  };
}
