import { en } from './en.ts';

/** What every message says, in one language. What messages of a context say is in a catalogue of that context. */
export interface Words {
  readonly language: string;
  /** The locale that dates and times are written in. */
  readonly locale: string;
  readonly hello: (name: string) => string;
  /** Why somebody gets this, at the foot. */
  readonly foot: (academy: string) => string;
  readonly orCopy: string;
}

/** People have no language of their own yet: everybody is written to in English. A further one is a catalogue like it, and a choice here. */
export const wordsFor = (): Words => en;
