import type { Words } from './words.ts';

/** How long it is until something begins. */
export const lasting = (minutes: number): string => {
  if (minutes >= 90) return `${Math.round(minutes / 60)} hours`;
  return minutes > 45 ? 'an hour' : `${Math.max(1, minutes)} minutes`;
};

export const en: Words = {
  language: 'en',
  locale: 'en-GB',
  hello: (name) => `Hello ${name},`,
  foot: (academy) => `You get this message because of your account at ${academy}.`,
  orCopy: 'If the button does not work, copy this address:',
};
