import { createServer } from 'node:net';
import { Failure } from '../bootstrap/failure.mjs';

/** Whether a server could listen there now. */
export const isFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(true)));
  });

// Below the range that systems give to outgoing connections: a client that reconnects to a node which is being
// restarted could otherwise be given that node's own port as its source, connect to itself and keep the node out.
const lowest = 20_000;
const highest = 32_000;

/** `count` different ports on 127.0.0.1 that nobody listens on. */
export const freePorts = async (count: number, random: () => number = Math.random): Promise<number[]> => {
  const found = new Set<number>();
  for (let tries = 0; found.size < count; tries++) {
    if (tries > 1000) throw new Failure('No free port was found between 20000 and 32000', 'Stop some of the programs that listen there');
    const port = lowest + Math.floor(random() * (highest - lowest));
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
};

/** Refuses to start where another program listens, and names a port that would do. */
export const requirePort = async (port: number, host: string): Promise<void> => {
  const reason = await new Promise<string | undefined>((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(undefined)));
  });
  if (reason === undefined) return;
  if (reason === 'EACCES') throw new Failure(`Port ${port} may not be used by this user`, 'Take one above 1023: npm start -- --port 4000');
  if (reason === 'EADDRNOTAVAIL' || reason === 'ENOTFOUND')
    throw new Failure(`This machine has no address ${host}`, 'Correct LYCEUM_HOST, or leave it out');
  if (reason !== 'EADDRINUSE') throw new Failure(`Port ${port} on ${host} cannot be used (${reason})`, 'Choose another with --port');
  let other = port + 1;
  while (other < 65_535 && !(await isFree(other, host))) other++;
  throw new Failure(`Port ${port} is taken by another program`, `Stop it, or start on a free port: npm start -- --port ${other}`);
};
