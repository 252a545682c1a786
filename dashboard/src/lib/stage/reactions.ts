import type { Reaction } from '@lyceum/contracts';

/** How a reaction looks; its words are in the catalogue. */
export const SIGNS: Readonly<Record<Reaction, string>> = {
  clap: '👏',
  like: '👍',
  heart: '❤️',
  laugh: '😄',
  surprise: '😮',
  confused: '🤔',
};
