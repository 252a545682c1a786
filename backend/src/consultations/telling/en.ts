import { lasting } from '../../mail/writing/en.ts';
import type { BookingWords, Story } from './words.ts';

const sessions = ({ count }: Story): string => (count === 1 ? 'session' : `${count} sessions`);
const have = ({ count }: Story, one: string, several: string): string => (count === 1 ? one : several);

/** "you", the other by name, or the academy. */
const doer = ({ by, own, other, as }: Story): string => {
  if (own) return 'You';
  return by === null || by === 'admin' || by === as ? 'The academy' : other;
};

const FIND_TIME = 'Times that are free now are on their page.';

export const en: BookingWords = {
  sayings: {
    'booking-confirmed': (story) => ({
      subject: `Confirmed: your ${sessions(story)} with ${story.other}, ${story.when}`,
      headline: `Your ${sessions(story)} with ${story.other} ${have(story, 'is', 'are')} confirmed`,
      paragraphs: [`The attached file puts ${have(story, 'it', 'them')} into your calendar.`],
      action: have(story, 'Open the session', 'Open the first session'),
    }),
    'booking-requested': (story) => ({
      subject: `${story.other} asks for ${have(story, 'a session', sessions(story))}, ${story.when}`,
      headline: `${story.other} asks for ${have(story, 'a session', sessions(story))} with you`,
      paragraphs: ['The time is kept until you say yes or no, at the latest until it comes.'],
      action: 'Answer the request',
    }),
    'booking-refused': (story) => ({
      subject: `Not confirmed: your session with ${story.other}, ${story.when}`,
      headline: `Your session with ${story.other} does not take place`,
      paragraphs: [...(story.refund ? [`You get back ${story.refund}.`] : []), FIND_TIME],
      action: 'See what was said',
    }),
    'booking-cancelled': (story) => ({
      subject: `Cancelled: ${sessions(story)} with ${story.other}, ${story.when}`,
      headline: `${doer(story)} cancelled ${have(story, 'the session', sessions(story))} with ${story.own || story.by !== other(story) ? story.other : 'you'}`,
      paragraphs: [
        ...(story.refund && story.as === 'student' ? [`You get back ${story.refund}.`] : []),
        ...(story.as === 'student' ? [FIND_TIME] : []),
      ],
      action: 'Open the booking',
    }),
    'booking-moved': (story) => ({
      subject: `Moved: your session with ${story.other}, now ${story.when}`,
      headline: `${doer(story)} moved ${story.own || story.by !== other(story) ? `the session with ${story.other}` : 'your session'}`,
      paragraphs: story.waitsForYes
        ? [
            story.as === 'student'
              ? `It waits for ${story.other} to say yes to the new time.`
              : 'It waits for you to say yes to the new time.',
          ]
        : ['The attached file moves it in your calendar.'],
      action: 'Open the session',
    }),
    'booking-offered': (story) => ({
      subject: `A time with ${story.other} has become free: ${story.when}`,
      headline: `A time with ${story.other} has become free, and is kept for you`,
      paragraphs: [
        `It is yours if you confirm it${story.expires ? ` until ${story.expires}` : ''}. After that it goes to whoever waits next.`,
      ],
      action: 'Confirm the session',
    }),
    'booking-tomorrow': (story) => ({
      subject: `Reminder: your session with ${story.other}, ${story.when}`,
      headline: `Your session with ${story.other} begins in ${lasting(story.minutesLeft)}`,
      paragraphs: ['If you cannot come, say so as soon as you can: somebody may be waiting for the time.'],
      action: 'Open the session',
    }),
    'booking-soon': (story) => ({
      subject: `In ${lasting(story.minutesLeft)}: your session with ${story.other}`,
      headline: `Your session with ${story.other} begins in ${lasting(story.minutesLeft)}`,
      paragraphs: ['You join it from its page.'],
      action: 'Open the session',
    }),
    'review-asked': (story) => ({
      subject: `How was your session with ${story.other}?`,
      headline: `How was your session with ${story.other}?`,
      paragraphs: ['Some words and a few stars help others to choose, and help the instructor to get better.'],
      action: 'Write a review',
    }),
  },
  particulars: {
    when: 'When',
    former: 'Before',
    with: 'With',
    topic: 'Session',
    price: 'Price',
    note: 'Note',
    reason: 'Reason',
  },
  forgotten: 'a forgotten person',
  entry: (other, title) => (title === '' ? `Session with ${other}` : `${title}: session with ${other}`),
};

/** The party that the reader is not. */
function other({ as }: Story): 'student' | 'instructor' {
  return as === 'student' ? 'instructor' : 'student';
}
