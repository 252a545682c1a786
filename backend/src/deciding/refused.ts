import { problemOf, type Refusal } from '@lyceum/contracts';

/** Carries a refusal from a handler through the command bus to the API, which turns it into a problem document. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(problemOf(refusal).detail);
  }
}
