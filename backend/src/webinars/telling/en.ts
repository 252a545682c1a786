import type { WebinarWords } from './words.ts';

const OPEN = 'Open the webinar';
const ATTACHED = 'The attached file puts it into your calendar. You go in from its page, from half an hour before it begins.';

export const en: WebinarWords = {
  sayings: {
    'webinar-registered': ({ title, when, waited }) => ({
      subject: `Your place: ${title}, ${when}`,
      headline: waited ? `A seat has become free: you have a place in “${title}”` : `You have a place in “${title}”`,
      paragraphs: [ATTACHED, 'If you cannot come, give your place up on its page: somebody may be waiting for it.'],
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
  },
  particulars: { when: 'When', ticket: 'Ticket', reason: 'Reason' },
  forgotten: 'A forgotten person',
};
