import type { Id } from '@lyceum/contracts';
import { accept, nothing, refuse } from '../../../deciding/decision.ts';
import { asHost, inRoom, type Act } from './acting.ts';

export interface NewPoll {
  readonly question: string;
  readonly choices: readonly string[];
  readonly multiple: boolean;
  readonly live: boolean;
}

/** Polls that one room takes. */
const MOST = 200;

export const openPoll = ({ question, choices, multiple, live }: NewPoll): Act =>
  asHost((room, { roomId, newId }) => {
    if (room.polls.size >= MOST) return refuse('too-many-requests', { detail: `A room takes ${MOST} polls.` });
    const named = choices.map((text, i) => ({ id: newId(`choice ${i}`), text }));
    return accept({ type: 'webinars.PollOpened.v1', data: { roomId, pollId: newId('poll'), question, choices: named, multiple, live } });
  });

/** A later vote takes the place of the former, as long as the poll is open. */
export const vote = (pollId: Id, choices: readonly Id[]): Act =>
  inRoom((room, { roomId, personId }) => {
    const poll = room.polls.get(pollId);
    if (!poll) return refuse('poll-not-found');
    if (!poll.open) return refuse('poll-closed');
    const chosen = [...new Set(choices)];
    const fits = chosen.every((id) => poll.choices.includes(id)) && (poll.multiple || chosen.length === 1);
    if (!fits) return refuse('answer-does-not-fit');
    return accept({ type: 'webinars.PollVoted.v1', data: { roomId, personId, pollId, choices: chosen } });
  });

export const closePoll = (pollId: Id): Act =>
  asHost((room, { roomId }) => {
    const poll = room.polls.get(pollId);
    if (!poll) return refuse('poll-not-found');
    return poll.open ? accept({ type: 'webinars.PollClosed.v1', data: { roomId, pollId } }) : nothing();
  });

/** Before its question is written: whether the poll can become one. */
export const keepable = (pollId: Id, correct: readonly Id[]): Act =>
  asHost((room) => {
    const poll = room.polls.get(pollId);
    if (!poll) return refuse('poll-not-found');
    if (poll.open) return refuse('poll-open');
    if (poll.kept) return refuse('poll-kept');
    const fits = correct.every((id) => poll.choices.includes(id)) && (poll.multiple || correct.length === 1);
    return fits ? nothing() : refuse('answer-does-not-fit');
  });

/** Its question has been written. */
export const kept = (pollId: Id, quizId: Id, questionId: Id): Act =>
  asHost((room, { roomId }) =>
    room.polls.get(pollId)?.kept ? nothing() : accept({ type: 'webinars.PollKept.v1', data: { roomId, pollId, quizId, questionId } }),
  );
