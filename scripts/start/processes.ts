import { join } from 'node:path';
import type { ProcessSpec } from './keeper.ts';
import type { Options } from './options.ts';
import { accepts, ask } from './probes.ts';

export type Ports = { eventstore: number; mongo: number; dashboard: number; media: number };

export type ProcessName = 'eventstore' | 'mongo' | 'projections' | 'backend' | 'dashboard' | 'media';

/** How each process is run: from what was built, or from the sources. */
export type Commands = Record<ProcessName, (ports: Ports) => { args: string[]; cwd?: string }>;

/** The processes as they are run from what was built. */
export const builtCommands = (root: string, data: string): Commands => {
  // A larger room for young objects (MiB) saves little time here, and V8 never gives it back.
  const main = (path: string, young: number) => [`--max-semi-space-size=${young}`, join(root, path)];
  return {
    eventstore: ({ eventstore }) => ({
      args: [...main('embedded/eventstore/dist/main.js', 2), '--data', join(data, 'eventstore'), '--port', String(eventstore)],
    }),
    mongo: ({ mongo }) => ({ args: [...main('embedded/mongo/dist/main.js', 4), '--data', join(data, 'mongo'), '--port', String(mongo)] }),
    projections: () => ({ args: main('projections/dist/main.js', 4) }),
    backend: () => ({ args: main('backend/dist/main.js', 4) }),
    dashboard: () => ({ args: main('dashboard/build/index.js', 2) }),
    media: () => ({ args: main('media/dist/main.js', 2) }),
  };
};

export type Layout = {
  specs: Partial<Record<ProcessName, ProcessSpec>>;
  /** Where people find it. */
  url: string;
  /** For programs that work like the backend: the demo loader. */
  backendEnv: NodeJS.ProcessEnv;
};

/** An address to ask on, for a host to listen on. */
const reachable = (host: string) => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host);

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.');

/** Where people find the academy. */
export const urlOf = ({ host, port }: Options): string => `http://${reachable(host)}:${port}`;

const only = (env: NodeJS.ProcessEnv, without: string[]): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !without.includes(name)));

/** What runs, with which arguments and environment. Each process is told what it needs and no more. */
export const layout = (
  root: string,
  options: Options,
  ports: Ports,
  secretFile: string,
  commands: Commands,
  given: NodeJS.ProcessEnv,
): Layout => {
  const url = urlOf(options);
  const base: NodeJS.ProcessEnv = {
    // What V8 compiled is kept between starts: half a second less for each of the larger processes.
    NODE_COMPILE_CACHE: join(root, '.cache/compile'),
    ...only(given, ['LYCEUM_ADMIN_EMAIL', 'LYCEUM_ADMIN_PASSWORD', 'LYCEUM_SECRET', 'LYCEUM_LAUNCHED', 'NODE_OPTIONS', 'PORT', 'HOST']),
    NODE_ENV: given.NODE_ENV === 'development' ? 'development' : 'production',
  };
  const stores: NodeJS.ProcessEnv = {
    EVENTSTORE_URL: options.eventstoreUrl ?? `esdb://127.0.0.1:${ports.eventstore}?tls=false`,
    MONGODB_URL: options.mongodbUrl ?? `mongodb://127.0.0.1:${ports.mongo}/lyceum?directConnection=true`,
    ...(given.LYCEUM_SECRET ? { LYCEUM_SECRET: given.LYCEUM_SECRET } : { LYCEUM_SECRET_FILE: secretFile }),
  };
  const admin = Object.fromEntries(
    ['LYCEUM_ADMIN_EMAIL', 'LYCEUM_ADMIN_PASSWORD'].flatMap((name) => (given[name] ? [[name, given[name]]] : [])),
  );
  const backendEnv = {
    ...base,
    ...stores,
    ...admin,
    LYCEUM_HOST: options.host,
    LYCEUM_PORT: String(options.port),
    LYCEUM_DATA_FOLDER: options.data,
    DASHBOARD_URL: `http://127.0.0.1:${ports.dashboard}`,
    MEDIA_URL: options.mediaUrl ?? `http://127.0.0.1:${ports.media}`,
  };
  const spec = (name: ProcessName, env: NodeJS.ProcessEnv, probe: () => Promise<boolean>): ProcessSpec => {
    const { args, cwd } = commands[name](ports);
    return { name, args, cwd: cwd ?? root, env, probe };
  };
  // The projections open no port: they are taken to work, and health/ready says whether they do.
  const specs: Layout['specs'] = {
    projections: spec('projections', { ...base, ...stores }, () => Promise.resolve(true)),
    backend: spec('backend', backendEnv, async () => (await ask(`${url}/api/health/live`)).status === 200),
    dashboard: spec('dashboard', { ...base, HOST: '127.0.0.1', PORT: String(ports.dashboard), BACKEND_URL: url }, () =>
      accepts(ports.dashboard),
    ),
  };
  if (!options.mediaUrl) {
    const { LYCEUM_SECRET, LYCEUM_SECRET_FILE } = stores;
    specs.media = spec(
      'media',
      {
        ...base,
        ...(LYCEUM_SECRET ? { LYCEUM_SECRET } : { LYCEUM_SECRET_FILE }),
        LYCEUM_MEDIA_CONTROL_HOST: '127.0.0.1',
        LYCEUM_MEDIA_CONTROL_PORT: String(ports.media),
        LYCEUM_MEDIA_LISTEN: given.LYCEUM_MEDIA_LISTEN || (isLoopback(options.host) ? '127.0.0.1' : 'all'),
        LYCEUM_MEDIA_FOLDER: given.LYCEUM_MEDIA_FOLDER || join(options.data, 'media'),
      },
      () => accepts(ports.media),
    );
  }
  if (!options.eventstoreUrl) specs.eventstore = spec('eventstore', base, () => accepts(ports.eventstore));
  if (!options.mongodbUrl) specs.mongo = spec('mongo', base, () => accepts(ports.mongo));
  return { specs, url, backendEnv };
};
