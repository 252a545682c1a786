import { z } from 'zod';

/** The environment of the projections process; see .env.example. */
const Environment = z.object({
  EVENTSTORE_URL: z.string().regex(/^(esdb|kurrentdb)(\+discover)?:\/\//, 'a connection string that begins with esdb://'),
  MONGODB_URL: z.string().regex(/^mongodb(\+srv)?:\/\//, 'a connection string that begins with mongodb://'),
  LYCEUM_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export interface Config {
  readonly eventStoreUrl: string;
  readonly readStoreUrl: string;
  readonly logLevel: string;
}

/** The configuration, or the lines that say what is wrong with it. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config | readonly string[] {
  const { success, data, error } = Environment.safeParse(env);
  if (!success) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return { eventStoreUrl: data.EVENTSTORE_URL, readStoreUrl: data.MONGODB_URL, logLevel: data.LYCEUM_LOG_LEVEL };
}
