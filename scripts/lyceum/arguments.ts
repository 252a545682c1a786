import { parseArgs } from 'node:util';
import { Failure } from '../bootstrap/failure.mjs';

const options = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  from: { type: 'string' },
  to: { type: 'string' },
  stream: { type: 'string' },
  prefix: { type: 'string' },
  category: { type: 'string' },
  type: { type: 'string' },
  revision: { type: 'string' },
  store: { type: 'string' },
  data: { type: 'string' },
  force: { type: 'boolean' },
  key: { type: 'string' },
  projection: { type: 'string' },
  reason: { type: 'string' },
  at: { type: 'string' },
  position: { type: 'string' },
  all: { type: 'boolean' },
  yes: { type: 'boolean' },
  wait: { type: 'boolean', default: true },
  'swap-when-equal': { type: 'boolean' },
} as const;

/** What is said beside the words of a command. */
export type Flags = ReturnType<typeof readArguments>['flags'];

/** The words of a command and its flags. @throws Failure where a flag is not known */
export function readArguments(argv: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({ args: [...argv], options, allowPositionals: true, allowNegative: true });
    return { words: positionals, flags: values };
  } catch (error) {
    throw new Failure((error as Error).message.split('. ')[0] ?? 'These options cannot be read', 'See: npm run lyceum -- --help', 2);
  }
}
