import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.ts';
import { measureRequests } from '../measures/http.ts';
import { identify } from '../tracing/requests.ts';
import { bodies } from './bodies.ts';
import { Proxy } from './proxy.ts';

/** How long a connection stays open without a request, in milliseconds: longer than those keep theirs who would send one more on it. */
const IDLE = 300_000;

const OWN = /^\/(?:api|metrics|socket\.io)(?:[/?]|$)/;

const LIVE = /^\/socket\.io(?:[/?]|$)/;

/** What comes before the routes: ids, headers, bodies, and the way to the dashboard for all that is not ours. */
export function layEdge(app: NestExpressApplication, config: Config): void {
  app.set('trust proxy', config.trustedProxies).disable('x-powered-by').disable('etag');
  const trusts = app.getHttpAdapter().getInstance().get('trust proxy fn') as (address: string | undefined, hop: number) => boolean;
  const proxy = new Proxy(config.dashboardUrl, (address) => trusts(address, 0));
  app.use(hardened(config), passOn(proxy), measureRequests, identify, data, bodies);
  const server = app.getHttpServer() as Server;
  server.keepAliveTimeout = IDLE;
  server.on('upgrade', (request, socket, head) => {
    if (!OWN.test(request.url ?? '')) proxy.upgrade(request, socket as Socket, head);
    else if (!LIVE.test(request.url ?? '')) socket.destroy();
  });
  server.on('close', () => proxy.close());
}

const passOn =
  (proxy: Proxy): RequestHandler =>
  (request, response, next) => {
    if (OWN.test(request.url)) next();
    else proxy.pass(request, response);
  };

/**
 * What holds for every answer, the dashboard's too, which only says more: nobody else may frame, guess or embed it, and over TLS it stays
 * there. The policy of its content is the page's own.
 */
const hardened = ({ publicUrl }: Config): RequestHandler =>
  helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: publicUrl?.protocol === 'https:',
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  }) as RequestHandler;

const policy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
}) as RequestHandler;

/** Answers of the API are data: they run nothing, and are not kept. */
const data: RequestHandler = (request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  policy(request, response, next);
};
