import type { Words } from './words.ts';

export const en: Words = {
  language: 'en',
  locale: 'en-GB',
  hello: (name) => `Hello ${name},`,
  foot: (academy) => `You get this message because of your account at ${academy}.`,
  orCopy: 'If the button does not work, copy this address:',
};
