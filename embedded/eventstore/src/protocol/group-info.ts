import type { Consumer } from '../persistent/consumer.ts';
import type { Group } from '../persistent/group.ts';
import { ALL, startText } from './place.ts';
import { frame, int64, message, text, uint } from '../protobuf/writer.ts';

/** Who consumers are: there are no users. */
const USER = 'system';

const bool = (field: number, value: boolean): Buffer => uint(field, value ? 1 : 0);

/** A signed number of 32 bits, which protobuf spells with all 64 of a negative one. */
const int32 = (field: number, value: number): Buffer => (value < 0 ? int64(field, BigInt(value)) : uint(field, value));

/** What is counted between two looks at a group: per second and in all. */
const rateOf = (count: number, seconds: number): number => (seconds > 0 ? Math.floor(count / seconds) : 0);

const connection = (consumer: Consumer, seconds: number): Buffer => {
  const recent = consumer.total - consumer.totalBefore;
  consumer.totalBefore = consumer.total;
  const measured = consumer.timings?.measurements() ?? [];
  return message(
    4,
    text(2, USER),
    uint(3, rateOf(recent, seconds)),
    uint(4, consumer.total),
    uint(5, recent),
    ...measured.map(([key, value]) => message(6, text(1, key), uint(2, value))),
    int32(7, consumer.slots),
    uint(8, consumer.unconfirmed.size),
    text(9, consumer.name),
  );
};

/** The states of a group, of which several hold at once, as the real server spells them. */
const statusOf = ({ intake, parked }: Group): string =>
  [
    !intake.live && 'Behind',
    intake.reading && 'OutstandingPageRequest',
    parked.replaying && 'ReplayingParkedMessages',
    intake.live && 'Live',
  ]
    .filter((state) => state !== false)
    .join(', ');

const placeField = (field: number, { intake }: Group, place: number | undefined): Buffer =>
  text(field, place === undefined ? '' : intake.source.textOf(place));

/** The fields of event_store.client.persistent_subscriptions.SubscriptionInfo. */
const infoFields = (group: Group): Buffer[] => {
  const { described, intake, waiting, outstanding, parked, consumers } = group;
  const { settings, source } = described;
  const { seconds, recent } = group.sinceLastLook();
  const inFlight = [...consumers].reduce((sum, { unconfirmed }) => sum + unconfirmed.size, 0);
  return [
    text(1, source),
    text(2, described.group),
    text(3, statusOf(group)),
    ...[...consumers].map((consumer) => connection(consumer, seconds)),
    uint(5, rateOf(recent, seconds)),
    uint(6, group.total),
    uint(7, recent),
    placeField(8, group, intake.progress.checkpoint),
    placeField(9, group, intake.lastKnown),
    bool(10, settings.resolveLinks),
    text(11, startText(settings.start, source === ALL)),
    int32(12, settings.messageTimeout),
    bool(13, settings.extraStatistics),
    int32(14, settings.maxRetryCount),
    int32(15, settings.liveBufferSize),
    int32(16, settings.historyBufferSize),
    int32(17, settings.readBatchSize),
    int32(18, settings.checkpointAfter),
    int32(19, settings.minCheckpointCount),
    int32(20, settings.maxCheckpointCount),
    uint(21, waiting.freshCount),
    uint(22, intake.liveCount),
    uint(23, waiting.againCount),
    uint(24, inFlight),
    uint(25, outstanding.size),
    text(26, settings.strategy),
    int32(27, settings.maxSubscriberCount),
    uint(28, parked.count),
  ];
};

/** GetInfoResp. */
export const infoFrame = (group: Group): Buffer => frame(message(1, ...infoFields(group)));

/** ListResp. */
export const listFrame = (groups: readonly Group[]): Buffer => frame(...groups.map((group) => message(1, ...infoFields(group))));
