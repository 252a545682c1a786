// docker-compose.yml held against the part of the Compose specification that it uses, without an engine: a key that is
// misspelt, a service that depends on none, a secret or volume that nobody declared, a variable that .env.example lacks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const duration = z.string().regex(/^(\d+(ms|s|m|h))+$/);
const name = z.string().regex(/^[a-z0-9][a-z0-9_.-]*$/i);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const environment = z.union([z.record(z.string().regex(/^[A-Z_a-z][A-Z0-9_a-z]*$/), scalar), z.array(z.string())]);
const port = z.string().regex(/^((\$\{[^}]+\}|[\d.-]+):)*(\$\{[^}]+\}|[\d-]+)(\/(tcp|udp))?$/);

const serviceSchema = z.strictObject({
  image: z.string().optional(),
  build: z
    .strictObject({ context: z.string(), dockerfile: z.string().optional(), target: z.string().optional(), args: environment.optional() })
    .optional(),
  command: z.union([z.string(), z.array(z.string())]).optional(),
  entrypoint: z.union([z.string(), z.array(z.string())]).optional(),
  environment: environment.optional(),
  depends_on: z
    .record(name, z.strictObject({ condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']) }))
    .optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])]).rest(z.string()),
      interval: duration.optional(),
      timeout: duration.optional(),
      retries: z.int().min(1).optional(),
      start_period: duration.optional(),
      start_interval: duration.optional(),
    })
    .optional(),
  volumes: z.array(z.string().regex(/^[^:]+:\/[^:]+(:ro)?$/)).optional(),
  secrets: z.array(name).optional(),
  ports: z.array(port).optional(),
  expose: z.array(z.string()).optional(),
  restart: z.enum(['no', 'always', 'unless-stopped', 'on-failure']).optional(),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  hostname: z.string().optional(),
  user: z.string().optional(),
  profiles: z.array(name).optional(),
  stop_grace_period: duration.optional(),
  security_opt: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  networks: z.array(name).optional(),
  deploy: z.strictObject({ replicas: z.union([z.int().min(1), z.string()]) }).optional(),
});

const compose = z.strictObject({
  name: name.optional(),
  services: z.record(name, serviceSchema),
  volumes: z.record(name, z.union([z.null(), z.strictObject({ name: z.string().optional() })])).optional(),
  networks: z.record(name, z.union([z.null(), z.strictObject({ internal: z.boolean().optional() })])).optional(),
  secrets: z.record(name, z.strictObject({ file: z.string().optional(), environment: z.string().optional() })).optional(),
});

type Compose = z.infer<typeof compose>;

const variables = (text: string) => [...text.matchAll(/(?<!\$)\$\{([A-Z_][A-Z0-9_]*)/g)].map((match) => match[1] ?? '');

const dangling = (file: Compose): string[] =>
  Object.entries(file.services).flatMap(([service, { depends_on, volumes = [], secrets = [], networks = [], image, build }]) => [
    ...(image || build ? [] : [`services.${service}: has neither an image nor a build`]),
    ...Object.entries(depends_on ?? {}).flatMap(([other, { condition }]) => {
      const target = file.services[other];
      if (!target) return [`services.${service}.depends_on: there is no service ${other}`];
      const lacks = condition === 'service_healthy' && !target.healthcheck;
      return lacks ? [`services.${service}.depends_on: ${other} has no health check to wait for`] : [];
    }),
    ...volumes
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((source) => !/^[./~]/.test(source) && !(source in (file.volumes ?? {})))
      .map((source) => `services.${service}.volumes: ${source} is not declared`),
    ...networks
      .filter((network) => !(network in (file.networks ?? {})))
      .map((network) => `services.${service}.networks: ${network} is not declared`),
    ...secrets
      .filter((secret) => !(secret in (file.secrets ?? {})))
      .map((secret) => `services.${service}.secrets: ${secret} is not declared`),
  ]);

/** What is wrong with a compose file, one line each. `example` is .env.example: it must name every variable used. */
export const composeFaults = (text: string, example: string): string[] => {
  let document: unknown;
  try {
    document = parse(text, { merge: true });
  } catch (error) {
    return [`not YAML: ${(error as Error).message.split('\n')[0]}`];
  }
  // Keys that begin with x- are for anchors and mean nothing to Compose.
  const known = Object.fromEntries(Object.entries((document ?? {}) as object).filter(([key]) => !key.startsWith('x-')));
  const result = compose.safeParse(known);
  if (!result.success) return result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const named = new Set([...example.matchAll(/^#?\s?([A-Z_][A-Z0-9_]*)=/gm)].map((match) => match[1]));
  const unnamed = [...new Set(variables(text))].filter((variable) => !named.has(variable));
  return [...dangling(result.data), ...unnamed.map((variable) => `\${${variable}}: .env.example does not name it`)];
};

export const checkCompose = (root: string): string[] =>
  composeFaults(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), readFileSync(join(root, '.env.example'), 'utf8')).map(
    (fault) => `docker-compose.yml: ${fault}`,
  );
