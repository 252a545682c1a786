import { parseArgs } from 'node:util';
import { DataFolderError, type EventStoreNode, startEventStore } from './index.ts';

const USAGE = 'usage: lyceum-eventstore --data DIR --port N [--host ADDRESS]';

const quit = (reason: string): never => {
  process.stderr.write(`lyceum-eventstore: ${reason}\n`);
  process.exit(1);
};

const readOptions = (): { data: string; port: number; host: string } => {
  try {
    const { values } = parseArgs({ options: { data: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } } });
    const { data, port, host = '127.0.0.1' } = values;
    if (!data || !port) return quit(USAGE);
    if (!/^\d+$/.test(port) || Number(port) > 65_535) return quit(`${port} is no port\n${USAGE}`);
    return { data, port: Number(port), host };
  } catch (error) {
    return quit(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
};

const explain = (error: unknown, port: number, host: string): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof DataFolderError) return message;
  if (code === 'EADDRINUSE') return `port ${port} of ${host} is taken by another program`;
  if (code === 'EACCES') return `port ${port} of ${host} may not be used by this user`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this machine`;
  return message;
};

const options = readOptions();
const node: EventStoreNode = await startEventStore(options).catch((error: unknown) => quit(explain(error, options.port, options.host)));

const stop = () => {
  process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
  void node.close().then(() => process.exit(0));
};
process.on('SIGINT', stop).on('SIGTERM', stop);
process.stdout.write(`lyceum-eventstore is ready at ${node.url}\n`);
