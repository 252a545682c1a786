import type { Response } from 'express';
import { attachment } from '../api/attachment.ts';
import type { WholeFile } from './read-file.ts';

/** Sends a file to be saved, never to be shown as a page of ours. What an id names does not change. */
export function deliverFile(response: Response, { name, type, bytes }: WholeFile): void {
  response.setHeader('Content-Type', type.startsWith('text/') ? `${type}; charset=utf-8` : type);
  response.setHeader('Content-Length', bytes.length);
  response.setHeader('Content-Disposition', attachment(name));
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
  response.end(bytes);
}
