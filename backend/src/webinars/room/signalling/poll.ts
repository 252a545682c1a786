import { QuestionDraft, type Id } from '@lyceum/contracts';
import { firstTry } from '../../../deciding/context.ts';
import { Refused } from '../../../deciding/refused.ts';
import { AddQuestion } from '../../../quizzes/add-question.ts';
import { closePoll, keepable, kept, openPoll } from '../acts/polling.ts';
import type { Scene } from '../view/fold.ts';
import { DONE, type Answering } from './desk.ts';

/** The poll as a question of a quiz: the right choices share the mark. */
export function questionOf(
  { question, choices, multiple }: Pick<NonNullable<ReturnType<Scene['polls']['get']>>, 'question' | 'choices' | 'multiple'>,
  correct: readonly Id[],
) {
  const share = 1 / correct.length;
  return QuestionDraft.parse({
    type: multiple ? 'multiple' : 'single',
    text: question,
    choices: choices.map(({ id, text }) => ({ text, fraction: correct.includes(id) ? share : 0 })),
  });
}

/** Polls, for those who run the room. */
export const pollAnswers: Answering<'open-poll' | 'close-poll' | 'keep-poll'> = {
  'open-poll': async (desk, seat, poll) => {
    const { state } = await desk.act(seat, openPoll(poll));
    return { pollId: [...state.polls.keys()].at(-1) ?? '' };
  },
  'close-poll': async (desk, seat, { pollId }) => {
    await desk.act(seat, closePoll(pollId));
    return DONE;
  },
  'keep-poll': async (desk, seat, { pollId, quizId, correct }) => {
    await desk.act(seat, keepable(pollId, correct));
    const poll = (await desk.room(seat)).scene.polls.get(pollId);
    if (!poll) throw new Refused({ code: 'poll-not-found' });
    const context = firstTry(seat.who.personId, desk.clock.now());
    const written = await desk.commands.execute(new AddQuestion(context, seat.who, quizId, questionOf(poll, correct)));
    const { questionId } = written.body;
    await desk.act(seat, kept(pollId, quizId, questionId));
    return { questionId };
  },
};
