import type { Id, WebinarEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { decideOn, type Deciding } from './decided.ts';
import { barred } from './standing.ts';
import type { Webinar } from './webinar.ts';

/** A webinar does not take place. */
export class CancelWebinar extends Command<Written<{ webinarId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly webinarId: Id,
    readonly reason: string,
  ) {
    super();
  }
}

export function decide(webinar: Webinar, reason: string, { relation, now }: Deciding): Decision<WebinarEvent> {
  const code = barred(webinar, relation);
  if (code || webinar.phase === 'none') return refuse(code ?? 'webinar-not-found');
  if (webinar.phase === 'cancelled') return nothing();
  if (webinar.plan.end <= now) return refuse('webinar-over');
  return accept({ type: 'webinars.WebinarCancelled.v1', data: { webinarId: webinar.webinarId, reason } });
}

@CommandHandler(CancelWebinar)
export class CancelWebinarHandler implements ICommandHandler<CancelWebinar> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, webinarId, reason }: CancelWebinar): Promise<Written<{ webinarId: Id }>> {
    const outcome = await decideOn(this.streams, context, who, webinarId, (webinar, deciding) => decide(webinar, reason, deciding));
    return answer(outcome, { webinarId });
  }
}
