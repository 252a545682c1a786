import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../bootstrap/failure.mjs';

export type Options = {
  data: string;
  host: string;
  port: number;
  demo: boolean;
  /** Connection strings that were given: their embedded node is not started. */
  eventstoreUrl: string | undefined;
  mongodbUrl: string | undefined;
  /** The control address of a media process that runs elsewhere: none is started. */
  mediaUrl: string | undefined;
};

const usage = 'Usage: npm start -- [--data DIR] [--port N] [--no-demo]';

const flags = (argv: string[]) => {
  try {
    return parseArgs({
      args: argv,
      options: { data: { type: 'string' }, port: { type: 'string' }, demo: { type: 'boolean' }, help: { type: 'boolean' } },
      allowNegative: true,
    }).values;
  } catch (error) {
    throw new Failure((error as Error).message.split('. ')[0] ?? 'These options cannot be read', usage, 2);
  }
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw new Failure(`"${text}" is not a port`, 'Give one from 1 to 65535', 2);
  return port;
};

/** What the command line says, then the environment, then the defaults. An empty variable counts as not given. */
export const readOptions = (argv: string[], env: NodeJS.ProcessEnv, cwd: string): Options => {
  const given = flags(argv);
  if (given.help) throw new Failure(usage, 'The same by LYCEUM_DATA, LYCEUM_PORT and LYCEUM_DEMO=0', 0);
  return {
    data: resolve(cwd, given.data || env.LYCEUM_DATA || 'data'),
    host: env.LYCEUM_HOST || '127.0.0.1',
    port: portOf(given.port ?? (env.LYCEUM_PORT || '4000')),
    demo: given.demo ?? env.LYCEUM_DEMO !== '0',
    eventstoreUrl: env.EVENTSTORE_URL || undefined,
    mongodbUrl: env.MONGODB_URL || undefined,
    mediaUrl: env.MEDIA_URL || undefined,
  };
};
