import { Aggregator } from 'mingo';
import { isDoc, setField } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { docForMingo, forMingo } from './mingo-operators.ts';
import type { StreamStage } from './stages.ts';
import { gathered, portions } from './stream-stages.ts';

const run = (stage: Doc, documents: Record<string, unknown>[]): Doc[] => {
  try {
    refuseScripts(stage);
    // mingo's own windows are made of its `$function`.
    return new Aggregator([forMingo(stage) as Record<string, unknown>], { scriptEnabled: true }).run(documents) as unknown as Doc[];
  } catch (error) {
    if (error instanceof ServerError) throw error;
    throw new ServerError('BadValue', error instanceof Error ? error.message : String(error));
  }
};

const SCRIPTS = new Set(['$function', '$where', '$accumulator']);

/** No JavaScript of a client's ever runs here. */
const refuseScripts = (value: Value): void => {
  if (Array.isArray(value)) value.forEach(refuseScripts);
  else if (isDoc(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (SCRIPTS.has(name))
        throw new ServerError('CommandNotSupported', `${name} is not supported: this server runs no JavaScript of its clients`);
      refuseScripts(inner);
    }
  }
};

/** The place of a document among those handed over, to find it again in what comes back. */
const PLACE = '\u0000place';

/** A stage of mingo's that adds fields to documents: only those are taken over, so all others keep their types. */
const adding =
  (name: string, added: (argument: Doc) => string[]) =>
  (argument: Value): StreamStage => {
    if (!isDoc(argument)) throw new ServerError('FailedToParse', `the ${name} stage specification must be an object`);
    const fields = added(argument);
    return {
      kind: 'stream',
      needs: undefined,
      shapes: false,
      run: async function* (source) {
        const documents = await gathered(source);
        const made = run(
          { [name]: argument },
          documents.map((doc, place) => ({ ...docForMingo(doc), [PLACE]: place })),
        );
        const result = made.map((doc) => {
          const place = doc[PLACE];
          const { [PLACE]: _place, ...rest } = doc;
          if (typeof place !== 'number') return rest;
          const full: Doc = { ...documents[place] };
          for (const field of fields) if (rest[field] !== undefined) setField(full, field, rest[field]);
          return full;
        });
        yield* portions(result);
      },
    };
  };

/** A stage of mingo's that makes new documents. */
const making =
  (name: string) =>
  (argument: Value): StreamStage => ({
    kind: 'stream',
    needs: undefined,
    shapes: false,
    run: async function* (source) {
      yield* portions(run({ [name]: argument }, (await gathered(source)).map(docForMingo)));
    },
  });

const keysOf = (value: Value): string[] => (isDoc(value) ? Object.keys(value).map((path) => path.split('.')[0] as string) : []);

/** The rarer stages, by mingo. */
export const MINGO_STAGES: Readonly<Record<string, (argument: Value) => StreamStage>> = {
  $setWindowFields: adding('$setWindowFields', (argument) => keysOf(argument['output'])),
  $fill: adding('$fill', (argument) => keysOf(argument['output'])),
  $densify: adding('$densify', () => []),
  $bucketAuto: making('$bucketAuto'),
};
