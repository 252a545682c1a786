import { ExpressAdapter } from '@nestjs/platform-express';
import type { Response } from 'express';
import { JSON_TYPE, send } from './send.ts';
import { Written } from './written.ts';

/** Express as Nest uses it, answering JSON in our way: what was written says where it stands. */
export class ApiAdapter extends ExpressAdapter {
  override reply(response: Response, result: unknown, status?: number): Promise<void> {
    const headers: Record<string, string> = {};
    let body = result;
    if (result instanceof Written) {
      headers['Lyceum-Position'] = result.position;
      if (result.revision !== null) headers['ETag'] = `"${result.revision}"`;
      body = result.body;
    }
    if (!response.hasHeader('Content-Type')) headers['Content-Type'] = JSON_TYPE;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    if (text === undefined) delete headers['Content-Type'];
    return send(response, { status: status ?? response.statusCode, headers, body: text ?? null });
  }
}
