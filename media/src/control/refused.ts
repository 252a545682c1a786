import { problemOf, type Problem, type RefusalCode } from '@lyceum/contracts';

/** A request is refused, by a code that says why. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(code: RefusalCode, detail?: string) {
    super(code);
    this.problem = problemOf({ code, ...(detail !== undefined && { detail }) });
  }
}

/** The problem to answer with. mediasoup says by TypeErrors that parameters do not fit; all else is ours. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof Refused) return error.problem;
  if (error instanceof TypeError) return problemOf({ code: 'invalid-input', detail: error.message });
  return problemOf({ code: 'media-unavailable' });
}
