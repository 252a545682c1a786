import { parseArgs } from 'node:util';
import { DataFolderError, type EventStoreNode, type EventStoreOptions, startEventStore } from './index.ts';

const USAGE =
  'usage: lyceum-eventstore --data DIR --port N [--host ADDRESS] [--run-projections None|System] [--start-standard-projections]';

const quit = (reason: string): never => {
  process.stderr.write(`lyceum-eventstore: ${reason}\n`);
  process.exit(1);
};

const OPTIONS = {
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  'run-projections': { type: 'string' },
  'start-standard-projections': { type: 'boolean' },
} as const;

/** The projections as EventStoreDB's options of the same names say it. */
const readProjections = (run = 'None', start = false): Required<EventStoreOptions>['projections'] => {
  if (/^none$/i.test(run)) return start ? quit(`--start-standard-projections needs --run-projections System\n${USAGE}`) : 'none';
  if (/^system$/i.test(run)) return start ? 'running' : 'there';
  return quit(`--run-projections ${run} is not supported: only None and System, for there are no projections of users\n${USAGE}`);
};

const readOptions = (): Required<EventStoreOptions> => {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    const { data, port, host = '127.0.0.1' } = values;
    if (!data || !port) return quit(USAGE);
    if (!/^\d+$/.test(port) || Number(port) > 65_535) return quit(`${port} is no port\n${USAGE}`);
    const projections = readProjections(values['run-projections'], values['start-standard-projections']);
    return { data, port: Number(port), host, projections };
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
