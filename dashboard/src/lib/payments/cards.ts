/** The cards of the imitated provider and what they do. Equal to contracts' by a test. */
export const CARDS = {
  pays: '4242424242424242',
  declined: '4000000000000002',
  slow: '4000000000000077',
  twice: '4000000000000101',
} as const;

/** In groups of four, as they stand on the card. */
export const spaced = (number: string): string => number.replaceAll(/\D/g, '').replaceAll(/(.{4})(?=.)/g, '$1 ');
