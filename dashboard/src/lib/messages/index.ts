import { translator } from './catalogue.ts';
import { en } from './en.ts';

/** The language of the interface. A further one is a catalogue like `en` (`CatalogueLike<typeof en>`) and a choice made here. */
export const LANGUAGE = 'en';
/** English dates are written day first, with 24 hours. */
export const LOCALE = 'en-GB';

const numbers = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
/** A figure as the language writes it: 5.33, 1,234. */
export const figure = (value: number): string => numbers.format(value);

export const t = translator(LANGUAGE, en);
export type MessageKey = keyof typeof en;

/** The name of something that only its code tells (a role, a type of question, a kind of fact); the code itself where it has none. */
export function nameOf(
  group:
    | 'automation.kind'
    | 'automation.name'
    | 'backupState'
    | 'backupStep'
    | 'bookingPhase'
    | 'differenceKind'
    | 'fact'
    | 'health.advice'
    | 'health.figure'
    | 'health.name'
    | 'health.state'
    | 'orderKind'
    | 'projectionState'
    | 'rebuildPhase'
    | 'rebuildStep'
    | 'travelPhase'
    | 'regradePhase'
    | 'questionType'
    | 'role'
    | 'runState',
  code: string,
): string {
  const names: Readonly<Record<string, unknown>> = en;
  const name = names[`${group}.${code}`];
  return typeof name === 'string' ? name : code;
}
