import type { Id, WebinarEvent } from '@lyceum/contracts';
import type { Asker } from '../../courses/staff.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import type { Decision } from '../../deciding/decision.ts';
import type { Outcome, Streams } from '../../deciding/streams.ts';
import { courseOf, knownOf, relationOf, type Relation } from './standing.ts';
import { webinars, type Webinar } from './webinar.ts';

/** What every decision about a webinar knows beside it. */
export interface Deciding {
  readonly who: Asker;
  readonly relation: Relation;
  readonly now: string;
  /** The id of somebody's new ticket: the same one when the command is tried again. */
  readonly ticketFor: (personId: Id) => Id;
}

const STRANGER: Relation = { runs: false, hosts: false, speaks: false, sees: false };

/** Decides on a webinar with how the asker stands to it. */
export function decideOn(
  streams: Streams,
  context: CommandContext,
  who: Asker,
  webinarId: Id,
  decide: (webinar: Webinar, deciding: Deciding) => Decision<WebinarEvent>,
  expected?: number,
): Promise<Outcome<Webinar>> {
  const ticketFor = (personId: Id) => createdId(context, `ticket ${personId}`);
  return streams.decide(
    webinars,
    webinarId,
    context,
    (webinar, relation: Relation) => decide(webinar, { who, relation, now: context.at, ticketFor }),
    {
      expected,
      seeing: async (see, webinar) => {
        if (webinar.phase === 'none') return STRANGER;
        const known = knownOf(webinar);
        return relationOf(known, await courseOf(see, known.courseId, who.personId), who);
      },
    },
  );
}
