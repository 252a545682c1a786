import type { Message } from '@lyceum/contracts';
import { date } from '#lib/time/format.ts';

/** The messages with one more, or one of them anew, in the order of their numbers. */
export function withMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const after = messages.findIndex(({ number }) => number >= message.number);
  if (after < 0) return [...messages, message];
  const same = messages[after]?.number === message.number;
  return [...messages.slice(0, after), message, ...messages.slice(same ? after + 1 : after)];
}

/** Messages in a row by one author within a few minutes: they are written under one head. */
export interface Turn {
  readonly authorId: string;
  readonly messages: readonly Message[];
}
export interface Day {
  /** The day as the reader's zone has it. */
  readonly date: string;
  readonly at: string;
  readonly turns: readonly Turn[];
}

const PAUSE = 5 * 60_000;

/** Messages by day, and within a day by turn. */
export function byDay(messages: readonly Message[], zone: string): readonly Day[] {
  const days: { date: string; at: string; turns: { authorId: string; messages: Message[] }[] }[] = [];
  let before: Message | undefined;
  for (const message of messages) {
    const day = date(message.at, zone);
    if (days.at(-1)?.date !== day) days.push({ date: day, at: message.at, turns: [] });
    const turns = days.at(-1)!.turns;
    const last = turns.at(-1);
    const goesOn = last?.authorId === message.authorId && before && Date.parse(message.at) - Date.parse(before.at) < PAUSE;
    if (last && goesOn) last.messages.push(message);
    else turns.push({ authorId: message.authorId, messages: [message] });
    before = message;
  }
  return days;
}

/** A text in parts, of which some are addresses. */
export interface Part {
  readonly text: string;
  readonly href: string | null;
}

const ADDRESS = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g;

/** The text with its web addresses apart, so that they can be followed. Nothing else in it is more than text. */
export function withLinks(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: href, index } of text.matchAll(ADDRESS)) {
    if (index > end) parts.push({ text: text.slice(end, index), href: null });
    parts.push({ text: href, href });
    end = index + href.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}
