import type { Quarters } from '@lyceum/contracts';

/** In which quarter one's own figure lies. Of equal ones the higher: who has as much as half the others is not below them. */
export const placeOf = ({ own, low, middle, high }: Quarters): 'first' | 'second' | 'third' | 'fourth' =>
  own >= high ? 'fourth' : own >= middle ? 'third' : own >= low ? 'second' : 'first';
