import { gradeOf, type Id } from '@lyceum/contracts';
import type { Board, Source } from './board.ts';
import { dayOf } from './days.ts';
import type { Part } from './parts.ts';

/** What somebody did on one day: how often something was used, what was begun and handed in, minutes at quizzes and in webinars. */
export interface Doing {
  readonly day: number;
  readonly used: number;
  readonly done: number;
  readonly minutes: number;
  readonly sat: number;
}

/** What a part was worth from a day on, as a share of its points. */
export interface Step {
  readonly day: number;
  readonly share: number;
  readonly late: boolean;
}

/** Somebody in a course, day by day. `steps` are by part, in their order. */
export interface Member {
  readonly personId: Id;
  readonly since: number;
  readonly until: number | null;
  readonly doings: readonly Doing[];
  readonly steps: readonly (readonly Step[])[];
}

const MINUTE = 60_000;

function doingsOf({ participation, stays }: Source): readonly Doing[] {
  const by = new Map<number, Doing>();
  for (const [date, { used, done, minutes }] of Object.entries(participation?.days ?? {})) {
    const day = dayOf(date);
    by.set(day, { day, used, done, minutes, sat: 0 });
  }
  for (const { from, to } of stays) {
    const day = dayOf(from);
    const before = by.get(day) ?? { day, used: 0, done: 0, minutes: 0, sat: 0 };
    // Who is there still is there; for how long is told when they have gone.
    const sat = to === null ? 0 : Math.round((Date.parse(to) - Date.parse(from)) / MINUTE);
    by.set(day, { ...before, sat: before.sat + sat });
  }
  return [...by.values()].toSorted((a, b) => a.day - b.day);
}

function stepsOf({ line }: Source, { columnId, counts, maxScore }: Part): readonly Step[] {
  const attempts = line.attempts[columnId] ?? [];
  const shareOf = (score: number, of: number) => (of > 0 ? score / of : 0);
  const steps = attempts.flatMap((attempt, at): Step[] => {
    const counted = gradeOf(attempts.slice(0, at + 1), counts);
    if (!counted) return [];
    return [{ day: dayOf(attempt.at), share: shareOf(counted.score, counted.maxScore), late: counted.lateSeconds > 0 }];
  });
  const work = line.works?.[columnId];
  if (work) steps.push({ day: dayOf(work.at), share: shareOf(work.score, work.maxScore), late: work.lateSeconds > 0 });
  const set = line.overrides[columnId];
  const inTime = steps.toSorted((a, b) => a.day - b.day);
  return set ? [...inTime, { day: dayOf(set.at), share: shareOf(set.score, maxScore), late: inTime.at(-1)?.late ?? false }] : inTime;
}

/** Somebody as their rows make them. */
export const memberOf = (source: Source, parts: readonly Part[]): Member => ({
  personId: source.line.personId,
  since: source.line.since === null ? 0 : dayOf(source.line.since),
  until: source.line.until === null ? null : dayOf(source.line.until),
  doings: doingsOf(source),
  steps: parts.map((part) => stepsOf(source, part)),
});

/** A course's people, with the day from which on at least half of those present had handed in each part; null where that never was. */
export interface Cohort {
  readonly parts: readonly Part[];
  readonly members: readonly Member[];
  readonly usual: readonly (number | null)[];
}

/** Whether somebody is in the course at the end of a day. */
export const isPresent = ({ since, until }: Member, day: number): boolean => since <= day && (until === null || until > day);

const HALF = 0.5;

const rising = (days: readonly number[]): readonly number[] => days.toSorted((a, b) => a - b);

/** By part the day from which on it is usual to have handed it in. */
export function usualOf(parts: readonly Part[], members: readonly Member[]): readonly (number | null)[] {
  const begins = rising(members.map(({ since }) => since));
  const ends = rising(members.flatMap(({ until }) => until ?? []));
  return parts.map((_, part) => {
    const days = rising(members.flatMap(({ steps }) => steps[part]?.[0]?.day ?? []));
    let [came, went] = [0, 0];
    for (const [at, day] of days.entries()) {
      while (came < begins.length && begins[came]! <= day) came++;
      while (went < ends.length && ends[went]! <= day) went++;
      if (at + 1 >= HALF * (came - went)) return day;
    }
    return null;
  });
}

/** Makes people of the rows, each anew only where its rows have changed. */
export class Cohorts {
  readonly #made = new WeakMap<Source, { readonly parts: string; readonly member: Member }>();
  readonly #whole = new WeakMap<Board, { readonly version: number; readonly parts: string; readonly cohort: Cohort }>();

  of(board: Board, parts: readonly Part[]): Cohort {
    const key = JSON.stringify(parts);
    const known = this.#whole.get(board);
    if (known?.version === board.version && known.parts === key) return known.cohort;
    const members = [...board.sources.values()].map((source) => {
      const made = this.#made.get(source);
      if (made?.parts === key) return made.member;
      const member = memberOf(source, parts);
      this.#made.set(source, { parts: key, member });
      return member;
    });
    const cohort = { parts, members, usual: usualOf(parts, members) };
    this.#whole.set(board, { version: board.version, parts: key, cohort });
    return cohort;
  }
}
