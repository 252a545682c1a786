import type { AcademyEventType, Instant } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { FED_TYPES } from '../journal/projection.ts';

/** A stream of facts. */
export interface StreamRow {
  readonly stream: string;
  readonly facts: number;
  /** When its first and last fact were recorded. */
  readonly since: Instant;
  readonly last: Instant;
  readonly lastType: string;
}

export const streams = projection<StreamRow, AcademyEventType>({
  name: 'streams',
  version: 2,
  from: FED_TYPES,
  first: ['accounts.PersonRegistered.v2', 'accounts.SessionStarted.v1', 'courses.CourseCreated.v1', 'quizzes.AttemptStarted.v2'],
  blind: true,
  key: ({ stream }) => stream,
  fold: (row, { stream, revision, recorded, type }) => ({
    stream,
    facts: revision + 1,
    since: row?.since ?? recorded,
    last: recorded,
    lastType: type,
  }),
  indexes: [],
});
