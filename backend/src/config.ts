import { Email, Password } from '@lyceum/contracts';
import express from 'express';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const httpUrl = z.url({ protocol: /^https?$/ });

/** Addresses of servers as browsers take them, parted by commas: `turn:turn.example.org:3478,turns:turn.example.org`. */
const iceUrls = (scheme: 'stun' | 'turn') =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.string().regex(new RegExp(`^${scheme}s?:[^\\s,]+$`), `an address such as ${scheme}:media.example.org:3478`)).min(1));

/** `Name <address>`, or an address alone. */
const SENDER = /^(?:[^<>"\r\n]+ <[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/;

/** What express itself would not take as `trust proxy`. */
function areProxies(text: string): boolean {
  try {
    express().set('trust proxy', text);
    return true;
  } catch {
    return false;
  }
}

const Environment = z.object({
  LYCEUM_HOST: z.string().min(1).default('127.0.0.1'),
  LYCEUM_PORT: port.default(3000),
  LYCEUM_PUBLIC_URL: httpUrl.optional(),
  LYCEUM_TRUSTED_PROXIES: z
    .string()
    .min(1)
    .refine(areProxies, 'addresses or networks parted by commas, or loopback, linklocal, uniquelocal')
    .default('loopback'),
  LYCEUM_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  LYCEUM_METRICS_TOKEN: z.string().min(16).optional(),
  LYCEUM_ADMIN_EMAIL: Email.optional(),
  LYCEUM_ADMIN_PASSWORD: Password.optional(),
  EVENTSTORE_URL: z.string().min(1).default('esdb://127.0.0.1:2113?tls=false'),
  MONGODB_URL: z.string().min(1).default('mongodb://127.0.0.1:27017/lyceum'),
  LYCEUM_DATA_FOLDER: z.string().min(1).optional(),
  DASHBOARD_URL: httpUrl.optional(),
  MEDIA_URL: httpUrl.optional(),
  LYCEUM_STUN_URLS: iceUrls('stun').optional(),
  LYCEUM_TURN_URLS: iceUrls('turn').optional(),
  LYCEUM_TURN_SECRET: z.string().min(8).optional(),
  LYCEUM_GOOGLE_CLIENT_ID: z.string().min(1).optional(),
  LYCEUM_GOOGLE_CLIENT_SECRET: z.string().min(1).optional(),
  LYCEUM_GOOGLE_URL: httpUrl.optional(),
  LYCEUM_CALENDARS_ANYWHERE: z.enum(['0', '1']).default('0'),
  LYCEUM_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  LYCEUM_MAIL_FROM: z.string().regex(SENDER, 'a name and an address, such as Lyceum <lyceum@example.org>').optional(),
});

/** What the backend is told by its environment. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where people reach the academy, when a proxy stands before it. */
  readonly publicUrl: URL | null;
  /** Addresses whose `X-Forwarded-…` headers are believed, as express' `trust proxy` takes them. */
  readonly trustedProxies: string;
  readonly logLevel: string;
  /** Whoever brings it as a bearer token may read `/metrics` from another machine. */
  readonly metricsToken: string | null;
  readonly firstAdmin: { readonly email: string; readonly password: string } | null;
  readonly eventStoreUrl: string;
  readonly mongoUrl: string;
  /** Where the embedded nodes and the media keep their files, if they are on this machine. */
  readonly dataFolder: string | null;
  readonly dashboardUrl: URL | null;
  /** Where the media process is steered; null where there are no webinars with sound and pictures. */
  readonly mediaUrl: URL | null;
  /** What helps browsers to find a way to the media. */
  readonly ice: {
    readonly stunUrls: readonly string[];
    readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null;
  };
  /** This academy's client at Google; null where nobody can connect a calendar there. `url` is for tests: a server in Google's place. */
  readonly google: { readonly id: string; readonly secret: string; readonly url: URL | null } | null;
  /** Calendars of people may lie at any address, also in the network of the academy itself and without TLS. */
  readonly calendarsAnywhere: boolean;
  /** The server that takes mail, with user and password where it wants them; without one messages stay in the mailbox. */
  readonly smtpUrl: string | null;
  /** Whom mail comes from: `Name <address>`. */
  readonly mailFrom: string;
}

/** The environment is not as it should be; the message is one line for whoever starts the process. */
export class ConfigError extends Error {}

/** @throws ConfigError naming each variable that is wrong, never its value. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  const { data } = parsed;
  const { LYCEUM_ADMIN_EMAIL: email, LYCEUM_ADMIN_PASSWORD: password } = data;
  if ((email === undefined) !== (password === undefined)) {
    throw new ConfigError('LYCEUM_ADMIN_EMAIL and LYCEUM_ADMIN_PASSWORD belong together: set both or none.');
  }
  if (data.LYCEUM_SMTP_URL !== undefined && data.LYCEUM_MAIL_FROM === undefined) {
    throw new ConfigError('LYCEUM_MAIL_FROM: the mail that LYCEUM_SMTP_URL takes needs a sender.');
  }
  const { LYCEUM_GOOGLE_CLIENT_ID: id, LYCEUM_GOOGLE_CLIENT_SECRET: secret, LYCEUM_GOOGLE_URL: google } = data;
  if ((id === undefined) !== (secret === undefined)) {
    throw new ConfigError('LYCEUM_GOOGLE_CLIENT_ID and LYCEUM_GOOGLE_CLIENT_SECRET belong together: set both or none.');
  }
  const { LYCEUM_TURN_URLS: turnUrls, LYCEUM_TURN_SECRET: turnSecret } = data;
  if ((turnUrls === undefined) !== (turnSecret === undefined)) {
    throw new ConfigError('LYCEUM_TURN_URLS and LYCEUM_TURN_SECRET belong together: set both or none.');
  }
  const publicUrl = data.LYCEUM_PUBLIC_URL ? new URL(data.LYCEUM_PUBLIC_URL) : null;
  return {
    host: data.LYCEUM_HOST,
    port: data.LYCEUM_PORT,
    publicUrl,
    trustedProxies: data.LYCEUM_TRUSTED_PROXIES,
    logLevel: data.LYCEUM_LOG_LEVEL,
    metricsToken: data.LYCEUM_METRICS_TOKEN ?? null,
    firstAdmin: email !== undefined && password !== undefined ? { email, password } : null,
    eventStoreUrl: data.EVENTSTORE_URL,
    mongoUrl: data.MONGODB_URL,
    dataFolder: data.LYCEUM_DATA_FOLDER ?? null,
    dashboardUrl: data.DASHBOARD_URL ? new URL(data.DASHBOARD_URL) : null,
    mediaUrl: data.MEDIA_URL ? new URL(data.MEDIA_URL) : null,
    ice: {
      stunUrls: data.LYCEUM_STUN_URLS ?? [],
      turn: turnUrls !== undefined && turnSecret !== undefined ? { urls: turnUrls, secret: turnSecret } : null,
    },
    google: id !== undefined && secret !== undefined ? { id, secret, url: google ? new URL(google) : null } : null,
    calendarsAnywhere: data.LYCEUM_CALENDARS_ANYWHERE === '1',
    smtpUrl: data.LYCEUM_SMTP_URL ?? null,
    mailFrom: data.LYCEUM_MAIL_FROM ?? `Lyceum <lyceum@${publicUrl?.hostname ?? 'localhost'}>`,
  };
}

/** `@Inject(CONFIG) config: Config`. */
export const CONFIG = Symbol('Config');
