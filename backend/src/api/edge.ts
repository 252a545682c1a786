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
  app.use(passOn(proxy), measureRequests, identify, headers(config), bodies);
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

/** Answers of the API are data: no page may frame, guess or keep them. */
const headers = ({ publicUrl }: Config): RequestHandler => {
  const harden = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: publicUrl?.protocol === 'https:',
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  return (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    harden(request, response, next);
  };
};
