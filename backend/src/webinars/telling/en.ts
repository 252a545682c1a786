import { lasting } from '../../mail/writing/en.ts';
import type { Story, WebinarWords } from './words.ts';

const OPEN = 'Open the webinar';
const ATTACHED = 'The attached file puts it into your calendar. You go in from its page, from half an hour before it begins.';

const GIVE_UP = 'If you cannot come, give your place up on its page: somebody may be waiting for it.';

const doing = ({ as }: Pick<Story, 'as'>): string =>
  ({
    host: 'You host it: the room opens when you go in, from half an hour before it begins.',
    speaker: 'You speak in it. You go in from its page, from half an hour before it begins.',
    attendee: 'You go in from its page, from half an hour before it begins.',
  })[as];

export const en: WebinarWords = {
  sayings: {
    'webinar-registered': ({ title, when, waited }) => ({
      subject: `Your place: ${title}, ${when}`,
      headline: waited ? `A seat has become free: you have a place in “${title}”` : `You have a place in “${title}”`,
      paragraphs: [ATTACHED, GIVE_UP],
      action: 'Open the webinar and your ticket',
    }),
    'webinar-asked': ({ title, guest }) => ({
      subject: `${guest} asks for a place: ${title}`,
      headline: `${guest} asks for a place in “${title}”`,
      paragraphs: ['They get in only if you accept them.'],
      action: 'See who asks',
    }),
    'webinar-waiting': ({ title, when }) => ({
      subject: `All seats are taken: ${title}, ${when}`,
      headline: `You wait for a seat in “${title}”`,
      paragraphs: ['As soon as one becomes free and it is your turn, it is yours, and you get a message.'],
      action: OPEN,
    }),
    'webinar-refused': ({ title }) => ({
      subject: `Not accepted: ${title}`,
      headline: `The host has not accepted your registration for “${title}”`,
      paragraphs: [],
      action: OPEN,
    }),
    'webinar-withdrawn': ({ title }) => ({
      subject: `Your place was taken away: ${title}`,
      headline: `The host has taken away your place in “${title}”`,
      paragraphs: [],
      action: OPEN,
    }),
    'webinar-moved': ({ title, when }) => ({
      subject: `Moved: ${title}, now ${when}`,
      headline: `“${title}” is at another time`,
      paragraphs: ['Your place stays yours. The attached file moves it in your calendar.'],
      action: OPEN,
    }),
    'webinar-cancelled': ({ title, when }) => ({
      subject: `Cancelled: ${title}, ${when}`,
      headline: `“${title}” does not take place`,
      paragraphs: ['The attached file takes it out of your calendar.'],
      action: OPEN,
    }),
    'webinar-tomorrow': (story) => ({
      subject: `Reminder: ${story.title}, ${story.when}`,
      headline: `“${story.title}” begins in ${lasting(story.minutesLeft)}`,
      paragraphs: [doing(story), ...(story.as === 'attendee' ? [GIVE_UP] : [])],
      action: OPEN,
    }),
    'webinar-soon': (story) => ({
      subject: `In ${lasting(story.minutesLeft)}: ${story.title}`,
      headline: `“${story.title}” begins in ${lasting(story.minutesLeft)}`,
      paragraphs: [doing(story)],
      action: OPEN,
    }),
  },
  particulars: { when: 'When', ticket: 'Ticket', reason: 'Reason' },
  forgotten: 'A forgotten person',
};
