import { MOST_NOTES, type ClientEvent, type FollowUpRequest, type Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import type { Client, Pair } from './client.ts';
import { Histories, type Writing } from './histories.ts';

/** What happens to a next step: it is set, done (or not, after all), or taken away. */
export type Step =
  | ({ readonly do: 'set' } & FollowUpRequest)
  | { readonly do: 'mark'; readonly followUpId: Id; readonly done: boolean }
  | { readonly do: 'remove'; readonly followUpId: Id };

/** Either of the two agrees on a next step with the other, or sees to it. */
export class FollowUpStep extends Command<Written<{ followUpId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly pair: Pair,
    readonly step: Step,
  ) {
    super();
  }
}

/** Both see it and both say that it is done; who set it takes it away, or the instructor. */
export function decide(client: Client, writing: Writing, followUpId: Id, step: Step): Decision<ClientEvent> {
  const { as, by: authorId, clientId, instructorId, studentId } = writing;
  if (as === 'granted') return refuse('not-allowed');
  const of = { clientId, instructorId, studentId, authorId, followUpId };
  if (step.do === 'set') {
    if (Object.keys(client.followUps).length >= MOST_NOTES) return refuse('history-full');
    return accept({ type: 'consultations.FollowUpSet.v1', data: { ...of, text: step.text, due: step.due } });
  }
  const there = client.followUps[followUpId];
  if (!there) return refuse('note-not-found');
  if (step.do === 'mark')
    return there.done === step.done ? nothing() : accept({ type: 'consultations.FollowUpDone.v1', data: { ...of, done: step.done } });
  if (there.authorId !== authorId && as !== 'instructor') return refuse('not-allowed');
  return accept({ type: 'consultations.FollowUpRemoved.v1', data: of });
}

@CommandHandler(FollowUpStep)
export class FollowUpStepHandler implements ICommandHandler<FollowUpStep> {
  constructor(private readonly histories: Histories) {}

  async execute({ context, who, pair, step }: FollowUpStep): Promise<Written<{ followUpId: Id }>> {
    const followUpId = step.do === 'set' ? createdId(context, 'follow-up') : step.followUpId;
    const done = await this.histories.decide(context, who, pair, (client, writing) => decide(client, writing, followUpId, step));
    return answer(done, { followUpId });
  }
}
