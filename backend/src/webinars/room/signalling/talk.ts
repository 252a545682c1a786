import { say, takeBack } from '../acts/chatting.ts';
import { vote } from '../acts/polling.ts';
import { caption, lowerHand, raiseHand, react } from '../acts/speaking.ts';
import { DONE, type Answering } from './desk.ts';

/** Hands, reactions, captions, the chat and votes: what everybody does. */
export const talkAnswers: Answering<'raise-hand' | 'lower-hand' | 'react' | 'caption' | 'chat' | 'remove-chat' | 'vote'> = {
  'raise-hand': async (desk, seat) => {
    await desk.act(seat, raiseHand);
    return DONE;
  },
  'lower-hand': async (desk, seat, { personId }) => {
    await desk.act(seat, lowerHand(personId ?? seat.who.personId));
    return DONE;
  },
  react: async (desk, seat, { reaction }) => {
    await desk.act(seat, react(reaction));
    return DONE;
  },
  caption: async (desk, seat, { text }) => {
    await desk.act(seat, caption(text));
    return DONE;
  },
  chat: async (desk, seat, { to, text }) => {
    const { state } = await desk.act(seat, say(to, text));
    return { messageId: [...state.messages.keys()].at(-1) ?? '' };
  },
  'remove-chat': async (desk, seat, { messageId }) => {
    await desk.act(seat, takeBack(messageId));
    return DONE;
  },
  vote: async (desk, seat, { pollId, choices }) => {
    await desk.act(seat, vote(pollId, choices));
    return DONE;
  },
};
