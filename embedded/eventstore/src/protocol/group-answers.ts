import { CallError, Status, type StatusCode } from '../grpc/status.ts';
import type { Message } from '../persistent/message.ts';
import type { GroupName } from '../persistent/settings.ts';
import { frame, message, text, uint } from '../protobuf/writer.ts';
import { recordFor } from '../storage/event-variants.ts';
import { inTrailer } from './answers.ts';

// event_store.client.persistent_subscriptions.ReadResp
export const groupConfirmationFrame = (key: string): Buffer => frame(message(2, text(1, key)));

/** An event as a consumer gets it. */
export const messageFrame = ({ original, link, retries }: Message, structured: boolean): Buffer => {
  const record = recordFor(original.frame, { structured });
  const target = link?.target && message(1, recordFor(link.target, { structured }));
  const shown = link ? [...(target ? [target] : []), message(2, record)] : [message(1, record)];
  return frame(message(1, ...shown, uint(3, original.position), uint(5, retries, true)));
};

const groupError =
  (code: StatusCode, exception: string, said: string) =>
  ({ source, group }: GroupName, reason?: string): CallError => {
    const details = `Subscription group ${group} on stream ${source} ${said}${reason === undefined ? '' : ` '${reason}'`}`;
    return new CallError(code, said.startsWith('Maximum') ? `${said} ${group} on stream ${source}.` : details, {
      exception,
      'group-name': inTrailer(group),
      'stream-name': inTrailer(source),
      ...(reason !== undefined && { reason: inTrailer(reason) }),
    });
  };

export const groupExists = groupError(Status.ALREADY_EXISTS, 'persistent-subscription-exists', 'exists.');
export const groupMissing = groupError(Status.NOT_FOUND, 'persistent-subscription-does-not-exist', 'does not exist.');
export const groupFailed = groupError(Status.INTERNAL, 'persistent-subscription-failed', 'failed:');
export const dropped = groupError(Status.CANCELLED, 'persistent-subscription-dropped', 'was dropped.');
export const groupFull = groupError(
  Status.FAILED_PRECONDITION,
  'maximum-subscribers-reached',
  'Maximum subscriptions reached for subscription group',
);
