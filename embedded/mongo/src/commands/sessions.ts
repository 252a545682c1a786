import { Binary } from 'bson';
import { isDoc } from '../bson/values.ts';
import type { Doc } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { allow } from './context.ts';
import type { Handler } from './context.ts';

/** The session a command belongs to, as text; undefined for none. */
export const sessionOf = (command: Doc): string | undefined => {
  const { lsid } = command;
  if (lsid === undefined) return undefined;
  const id = isDoc(lsid) ? lsid['id'] : undefined;
  if (!(id instanceof Binary) || id.position !== 16)
    throw new ServerError('TypeMismatch', "BSON field 'OperationSessionInfo.lsid.id' is missing or no UUID");
  return Buffer.from(id.buffer.buffer, id.buffer.byteOffset, 16).toString('hex');
};

const sessionsIn = (context: Parameters<Handler>[0]): string[] => {
  const list = context.command[context.name];
  if (!Array.isArray(list)) throw new ServerError('TypeMismatch', `BSON field '${context.name}' is the wrong type, expected type 'array'`);
  return list.flatMap((lsid) => {
    const id = sessionOf({ lsid });
    return id === undefined ? [] : [id];
  });
};

/** `endSessions` and `killSessions`: what a session still has open is closed. */
export const endSessions: Handler = (context) => {
  allow(context);
  for (const session of sessionsIn(context)) {
    context.server.transactions.abortOf(session);
    context.server.cursors.killOf(session);
  }
  return {};
};

/** `refreshSessions`. */
export const refreshSessions: Handler = (context) => {
  sessionsIn(context);
  return {};
};

/** `killAllSessions`. */
export const killAllSessions: Handler = (context) => {
  context.server.transactions.abortAll();
  return {};
};

/** `startSession`. */
export const startSession: Handler = () => ({ id: { id: new Binary(crypto.getRandomValues(new Uint8Array(16)), 4) }, timeoutMinutes: 30 });
