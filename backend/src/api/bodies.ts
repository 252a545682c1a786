import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { FILE_TYPES, LARGEST_FILE, LARGEST_IMAGE } from '@lyceum/contracts';
import { Refused } from '../deciding/refused.ts';

/** Bodies in bytes: what forms send, what carries a long text or many items, and files of questions. */
const USUAL = 100 * 1024;
const LONG_TEXT = 1024 * 1024;
const EVENTS = 4 * 1024 * 1024;
const IMPORT = 2 * 1024 * 1024;

const IMPORTS = /^\/api\/quizzes\/[^/]+\/import\/?$/;
const TABLES = /^\/api\/courses\/[^/]+\/gradebook\/import\/?$/;
const LONG_TEXTS = /\/(?:lessons|questions|decks|items|activity|statements)(?:\/[^/]+)?\/?$/;
const IMAGES = /^\/api\/(?:courses\/[^/]+\/images|webinars\/[^/]+\/slides|instructors\/[^/]+\/photo)\/?$/;
const FILES = /^\/api\/(?:conversations\/[^/]+|instructors\/[^/]+\/clients\/[^/]+)\/files\/?$/;
/** An event has up to a megabyte, and its text more signs. */
const LOG = /^\/api\/operations\/log(?:\/deleted)?\/?$/;
const LINES = /^\/api\/operations\/log\/checks\/?$/;
const TEXTS = ['text/plain', 'text/xml', 'application/xml'];

const json = (limit: number) => express.json({ limit, inflate: false });
const usual = json(USUAL);
const long = json(LONG_TEXT);
const events = json(EVENTS);
/** As bytes: whoever reads the file finds out how its text is written. */
const file = express.raw({ limit: IMPORT, inflate: false, type: TEXTS });
const table = express.text({ limit: IMPORT, inflate: false, type: ['text/csv', 'text/plain'] });
const lines = express.text({ limit: EVENTS, inflate: false, type: 'text/plain' });
const image = express.raw({ limit: LARGEST_IMAGE, inflate: false, type: 'image/*' });

const given = express.raw({ limit: LARGEST_FILE, inflate: false, type: [...FILE_TYPES] });

function parserOf(path: string): RequestHandler {
  if (IMPORTS.test(path)) return file;
  if (TABLES.test(path)) return table;
  if (IMAGES.test(path)) return image;
  if (FILES.test(path)) return given;
  if (LOG.test(path)) return events;
  if (LINES.test(path)) return lines;
  return LONG_TEXTS.test(path) ? long : usual;
}

/** Reads the bodies of API requests: JSON, a text file where questions or grades are brought in, an image or another file where one is kept. Anything else is not understood. */
export const bodies: RequestHandler = (request, response, next) => {
  const { method } = request;
  if (method === 'GET' || method === 'HEAD') {
    next();
    return;
  }
  parserOf(request.path)(request, response, (error?: unknown) => (error ? next(error) : understood(request, response, next)));
};

function understood(request: Request, _response: Response, next: NextFunction): void {
  const { headers } = request;
  const carries = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  next(carries && request.body === undefined ? new Refused({ code: 'unsupported-media-type' }) : undefined);
}
