import type { BookingMailKind, Party } from '@lyceum/contracts';
import { en } from './en.ts';

/** What a message about sessions tells, already in the reader's own words: times in their zone, amounts in their currency. */
export interface Story {
  /** Which of the two the reader is. */
  readonly as: 'student' | 'instructor';
  /** The name of the other one. */
  readonly other: string;
  /** When the first of the sessions is. */
  readonly when: string;
  /** How many sessions it is about. */
  readonly count: number;
  readonly by: Party | null;
  /** Whether it was the reader's own doing. */
  readonly own: boolean;
  readonly waitsForYes: boolean;
  readonly refund: string | null;
  readonly expires: string | null;
  /** Minutes until it begins, to the quarter of an hour. */
  readonly minutesLeft: number;
}

/** Subject, headline and what else is to say. */
export interface Saying {
  readonly subject: string;
  readonly headline: string;
  readonly paragraphs: readonly string[];
  /** What the button says. */
  readonly action: string;
}

/** What is said of sessions, in one language. */
export interface BookingWords {
  readonly sayings: Readonly<Record<BookingMailKind, (story: Story) => Saying>>;
  readonly particulars: Readonly<Record<'when' | 'former' | 'with' | 'topic' | 'price' | 'note' | 'reason', string>>;
  readonly forgotten: string;
  /** The title of a session in somebody's calendar. */
  readonly entry: (other: string, title: string) => string;
}

export const bookingWords = (): BookingWords => en;
