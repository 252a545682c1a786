import type { WebinarMailKind, WebinarSummary } from '@lyceum/contracts';
import { en } from './en.ts';

/** What a message about a webinar tells, in the reader's own words. */
export interface Story {
  readonly title: string;
  /** When it is, in the reader's zone. */
  readonly when: string;
  /** Who asks for a place, in a message to the host. */
  readonly guest: string;
  /** Whether the reader waited for the seat that they have now. */
  readonly waited: boolean;
  /** As what the reader is there, in a reminder. */
  readonly as: WebinarSummary['as'];
  /** Minutes until it begins, to the quarter of an hour. */
  readonly minutesLeft: number;
}

export interface Saying {
  readonly subject: string;
  readonly headline: string;
  readonly paragraphs: readonly string[];
  /** What the button says. */
  readonly action: string;
}

/** What is said of webinars, in one language. */
export interface WebinarWords {
  readonly sayings: Readonly<Record<WebinarMailKind, (story: Story) => Saying>>;
  readonly particulars: Readonly<Record<'when' | 'ticket' | 'reason', string>>;
  readonly forgotten: string;
}

export const webinarWords = (): WebinarWords => en;
