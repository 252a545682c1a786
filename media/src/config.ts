import { availableParallelism } from 'node:os';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const address = z.union([z.ipv4(), z.ipv6()]);

/** The environment of the media process; see .env.example. */
const Environment = z.object({
  LYCEUM_MEDIA_CONTROL_HOST: z.string().min(1).default('127.0.0.1'),
  LYCEUM_MEDIA_CONTROL_PORT: port.default(4100),
  LYCEUM_MEDIA_LISTEN: z.union([address, z.literal('all')]).default('127.0.0.1'),
  LYCEUM_MEDIA_ANNOUNCED: z.union([address, z.hostname()]).optional(),
  LYCEUM_MEDIA_PORT: port.default(0),
  LYCEUM_MEDIA_WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  LYCEUM_MEDIA_CONSUMERS: z.coerce.number().int().min(1).default(400),
  LYCEUM_MEDIA_FOLDER: z.string().min(1).default('data/media'),
  LYCEUM_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

/** What the media process is told by its environment. */
export interface Config {
  /** Where backends steer it. */
  readonly control: { readonly host: string; readonly port: number };
  /** The address that media come in at, or `all` of this machine's. */
  readonly listen: string;
  /** The address or name that browsers are told instead, where a router or a container stands before it. */
  readonly announced: string | null;
  /** The port of the first worker, the next ones follow; 0 takes any free ones. */
  readonly port: number;
  readonly workers: number;
  /** Beyond so many consumers of a room on one worker, those who come are served by another one. */
  readonly consumersPerWorker: number;
  /** Where recordings lie. */
  readonly folder: string;
  readonly logLevel: string;
}

/** The configuration, or the lines that say what is wrong with it. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config | readonly string[] {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { success, data, error } = Environment.safeParse(given);
  if (!success) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return {
    control: { host: data.LYCEUM_MEDIA_CONTROL_HOST, port: data.LYCEUM_MEDIA_CONTROL_PORT },
    listen: data.LYCEUM_MEDIA_LISTEN,
    announced: data.LYCEUM_MEDIA_ANNOUNCED ?? null,
    port: data.LYCEUM_MEDIA_PORT,
    workers: data.LYCEUM_MEDIA_WORKERS ?? availableParallelism(),
    consumersPerWorker: data.LYCEUM_MEDIA_CONSUMERS,
    folder: data.LYCEUM_MEDIA_FOLDER,
    logLevel: data.LYCEUM_LOG_LEVEL,
  };
}
