import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express, RequestHandler, Response } from 'express';
import { RouteTable, type Method } from './route-table.ts';
import { JSON_TYPE, send } from './send.ts';
import { Written } from './written.ts';

const METHODS: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete'];

/** Express as Nest uses it, answering JSON in our way: what was written says where it stands. */
export class ApiAdapter extends ExpressAdapter {
  readonly table: RouteTable;

  constructor() {
    super();
    this.table = new RouteTable(this.getInstance<Express>());
    for (const method of METHODS)
      this[method] = (path: unknown, handler?: unknown) => this.table.add(method, path as string, handler as RequestHandler);
  }

  override reply(response: Response, result: unknown, status?: number): Promise<void> {
    const headers: Record<string, string> = {};
    let body = result;
    if (result instanceof Written) {
      headers['Lyceum-Position'] = result.position;
      if (result.revision !== null) headers['ETag'] = `"${result.revision}"`;
      body = result.body;
      status = result.status ?? status;
    }
    if (!response.hasHeader('Content-Type')) headers['Content-Type'] = JSON_TYPE;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    if (text === undefined) delete headers['Content-Type'];
    return send(response, { status: status ?? response.statusCode, headers, body: text ?? null });
  }
}
