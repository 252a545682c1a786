import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { callFailure } from './failures.ts';
import type { Answer } from './raw.ts';
import type { ReadCall, Transport } from './transport.ts';

/** Answers that wait to be taken at most. */
const PORTION = 500;

/** The answers of a call as they come in, until it ends or `signal` aborts. @throws EventStoreUnavailable */
export async function* answersTo(
  transport: Transport,
  request: ReadReq,
  signal: AbortSignal,
  portion = PORTION,
): AsyncGenerator<readonly Answer[], void, undefined> {
  const call = await transport.read(request).catch((error: unknown) => Promise.reject(callFailure(error)));
  const cancel = () => call.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  // It may have aborted while the call was opened.
  if (signal.aborted) cancel();
  try {
    yield* portions(call, portion);
  } catch (error) {
    throw callFailure(error);
  } finally {
    signal.removeEventListener('abort', cancel);
    call.on('error', () => {});
    call.cancel();
  }
}

/** What has come since the last portion was taken; the store is left alone while a whole portion waits. */
async function* portions(call: ReadCall, most: number): AsyncGenerator<readonly Answer[], void, undefined> {
  let waiting: Answer[] = [];
  let ended: { readonly error: unknown } | null = null;
  let wake = () => {};
  call.on('data', (answer: Answer) => {
    if (waiting.push(answer) >= most) call.pause();
    wake();
  });
  call.on('end', () => {
    ended ??= { error: null };
    wake();
  });
  call.on('error', (error) => {
    ended ??= { error };
    wake();
  });
  for (;;) {
    if (waiting.length === 0 && ended === null) await new Promise<void>((resolve) => (wake = resolve));
    const portion = waiting;
    waiting = [];
    call.resume();
    if (portion.length > 0) yield portion;
    else if (ended !== null) {
      const { error } = ended as { readonly error: unknown };
      if (error !== null) throw error;
      return;
    }
  }
}
