import { existsSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { exported, isPosition } from '../../../stores/src/carrying/exported.ts';
import type { Selection } from '../../../stores/src/carrying/lines.ts';
import { Failure } from '../../bootstrap/failure.mjs';
import { Pace, Progress } from '../bar.ts';
import { say, word, type Call } from '../command.ts';
import { contentsOf, type Contents } from './file.ts';
import { storeOf } from './store.ts';

/** What the flags ask for. @throws Failure */
export function selectionOf({ flags }: Pick<Call, 'flags'>): Selection {
  const { stream, prefix, category, from, to } = flags;
  if ([stream, prefix, category].filter((one) => one !== undefined).length > 1)
    throw new Failure('One of --stream, --prefix and --category is enough', 'See: npm run lyceum -- events export --help', 2);
  return {
    stream: stream ?? null,
    prefix: stream ?? prefix ?? (category === undefined ? '' : `${category}-`),
    from: placeOf(from),
    to: placeOf(to),
  };
}

/** A position, or an instant as ISO 8601 has it. */
function placeOf(text: string | undefined): string | null {
  if (text === undefined || isPosition(text)) return text ?? null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Failure(`“${text}” is neither a position nor a time`, 'Write it as 640 or 2026-05-03T09:00:00Z', 2);
  return new Date(at).toISOString();
}

/** What lies in the file already: the beginning of the very export that is asked for. @throws Failure */
async function begun(path: string, wanted: Selection, secret: string | null): Promise<Contents | null> {
  const there = existsSync(path) ? await contentsOf(path) : null;
  if (!there) return null;
  if (there.whole) throw new Failure(`${path} is whole: it has ${there.events} events`, 'Name another file, or remove it', 1);
  const { head } = there;
  const same = (['stream', 'prefix', 'from', 'to'] as const).every((field) => head[field] === wanted[field]) && head.secret === secret;
  if (!same) throw new Failure(`${path} is the beginning of another export`, 'Name another file, or remove it');
  return there;
}

/** Writes events to a file; one that was broken off goes on where it was. */
export async function exportEvents(call: Call): Promise<number> {
  const path = word(call, 0, 'The file');
  const wanted = selectionOf(call);
  const store = await storeOf(call);
  const bar = new Progress(call.flags.json ? null : process.stderr);
  try {
    const secret = await store.secret();
    const there = await begun(path, wanted, secret);
    const file = await open(path, there ? 'r+' : 'w', 0o600);
    if (there) await file.truncate(there.end);
    const growing = there ? await reopened(file, path) : file;
    const before = there?.events ?? 0;
    let [count, deleted, hash] = [before, 0, ''];
    const pace = new Pace(before);
    try {
      for await (const portion of exported(store, wanted, secret, there)) {
        if (portion.text !== '') await growing.write(portion.text);
        ({ events: count, deleted, hash } = portion);
        bar.show(`export · ${count} events · ${pace.at(count, null).rate}/s`);
      }
      await growing.sync();
    } finally {
      await growing.close();
    }
    bar.end();
    say(call, { file: path, events: count, before, deleted, hash }, (done) =>
      [
        `${done.events} events in ${done.file}`,
        done.before > 0 ? `, gone on after ${done.before}` : '',
        done.deleted > 0 ? `; ${done.deleted} streams were deleted and are not among them` : '',
        ` (${done.hash})`,
      ].join(''),
    );
    return 0;
  } finally {
    bar.end();
    await store.close();
  }
}

/** At its end, where what was torn has been cut off. */
async function reopened(file: FileHandle, path: string): Promise<FileHandle> {
  await file.close();
  return open(path, 'a', 0o600);
}
