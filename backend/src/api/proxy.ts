import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problemOf } from '@lyceum/contracts';
import { createProxyServer } from 'httpxy';
import { ownStyles } from './own-styles.ts';
import { PROBLEM_TYPE } from './send.ts';

/** Passes everything that is not the backend's own on to the dashboard, and says so plainly where that does not answer. */
export class Proxy {
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });
  private readonly server = createProxyServer({ xfwd: true, agent: this.agent, proxyTimeout: 30_000 });

  constructor(
    private readonly target: URL | null,
    private readonly trusts: (address: string | undefined) => boolean,
  ) {
    this.server.on('error', (_error, _request, out) => {
      if (out && 'writeHead' in out) refuse(_request, out);
      else out?.destroy();
    });
  }

  pass(request: IncomingMessage, response: ServerResponse): void {
    if (!this.target) {
      refuse(request, response);
      return;
    }
    this.unforward(request);
    void this.server.web(request, response, { target: this.target }).catch(() => refuse(request, response));
  }

  /** Upgrades are for the dashboard's development server only: it reloads changed sources over a WebSocket. */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    if (!this.target) {
      socket.destroy();
      return;
    }
    this.unforward(request);
    void this.server.ws(request, socket, { target: this.target }, head).catch(() => socket.destroy());
  }

  close(): void {
    this.agent.destroy();
  }

  /** What strangers say about where a request came from is not passed on. */
  private unforward(request: IncomingMessage): void {
    if (this.trusts(request.socket.remoteAddress)) return;
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'forwarded']) {
      delete request.headers[name];
    }
  }
}

const PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="3">
<title>Lyceum is starting</title>
<style>body { font: 1.1rem/1.5 system-ui; max-width: 34rem; margin: 20vh auto; padding: 0 1rem }</style>
<body>
<h1>The pages are not there yet</h1>
<p>The academy itself is running, but its dashboard does not answer. It may be starting; this page looks again every three seconds.</p>
</body></html>
`;
const POLICY = `default-src 'none'; style-src ${ownStyles(PAGE)}; frame-ancestors 'none'`;

function refuse(request: IncomingMessage | undefined, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const html = request?.headers.accept?.includes('text/html') ?? false;
  const problem = problemOf({ code: 'dashboard-unavailable' });
  response.writeHead(problem.status, {
    'Content-Type': html ? 'text/html; charset=utf-8' : PROBLEM_TYPE,
    'Content-Security-Policy': POLICY,
    'Retry-After': '3',
    'Cache-Control': 'no-store',
  });
  response.end(html ? PAGE : JSON.stringify(problem));
}
