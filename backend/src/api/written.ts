import type { Position } from '@lyceum/contracts';

/** What a command answers: the body, and where its facts came to stand (headers `Lyceum-Position` and `ETag`). */
export class Written<Body> {
  constructor(
    readonly body: Body,
    readonly position: Position,
    readonly revision: number | null,
    /** Where it is another one than that of the route: 202 for what is still to be decided. */
    readonly status?: 202,
  ) {}
}

/** The answer to a command from what it came to. A body of undefined is an empty answer. */
export const answer = <Body>(outcome: { readonly position: Position; readonly revision: number }, body: Body): Written<Body> =>
  new Written(body, outcome.position, outcome.revision);
