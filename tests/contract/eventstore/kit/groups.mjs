// What the scenarios of persistent subscriptions share: a prepared group, a consumer, the group's figures and its parked events.
import { attempt, describe } from './describe.mjs';
import { follow, Journal, sleep } from './journal.mjs';
import { db } from './packages.mjs';
import { facts } from './states.mjs';

export const GROUP = 'group';
export const ofStream = (changes) => db.persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start', ...changes });
export const ofAll = (changes) => db.persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'end', ...changes });

const brief = ({ event, link, retryCount }) =>
  `${link ? `${link.revision}@${link.streamId} ${link.type} -> ` : ''}${event ? `${event.revision}@${event.streamId} ${event.type}` : 'nothing'}, retry ${retryCount}`;

/** A consumer which answers every event by what `decide` says of it: 'ack', a nack action, or nothing. */
export const consume = (client, name, decide = () => 'ack', { group = GROUP, bufferSize, all } = {}) => {
  const subscription = all
    ? client.subscribeToPersistentSubscriptionToAll(group, { bufferSize })
    : client.subscribeToPersistentSubscriptionToStream(name, group, { bufferSize });
  const journal = new Journal();
  follow(subscription, journal, brief);
  subscription.on('data', (resolved) => {
    const action = decide(resolved.event, resolved.retryCount);
    if (action === 'ack') subscription.ack(resolved).catch(() => {});
    else if (action) subscription.nack(action, 'because', resolved).catch(() => {});
  });
  return { subscription, journal };
};

/** The figures of a group which do not depend on time. */
export const info = async (client, name, group = GROUP) => {
  const answer = await attempt(() =>
    name ? client.getPersistentSubscriptionToStreamInfo(name, group) : client.getPersistentSubscriptionToAllInfo(group),
  );
  for (const one of [answer, answer.stats, ...(answer.connections ?? [])])
    for (const field of ['averagePerSecond', 'countSinceLastMeasurement', 'averageItemsPerSecond']) if (one) delete one[field];
  for (const connection of answer.connections ?? []) if (connection.connectionName) connection.connectionName = '<name>';
  return answer;
};

export const prepared = (name, { settings = {}, events = 3 } = {}, act) => ({
  name: `persistent: ${name}`,
  run: async (kit) => {
    const stream = kit.unique();
    if (events) await kit.client.appendToStream(stream, facts(events));
    if (settings) await kit.client.createPersistentSubscriptionToStream(stream, GROUP, ofStream(settings));
    return act({ ...kit, stream });
  },
});

/** Waits, not for ever, until something holds that the server brings about in its own time. */
export const eventually = async (holds) => {
  for (let patience = 0; patience < 80 && !(await holds()); patience += 1) await sleep(50);
};

export const hasParked = async (client, name, count) => (await info(client, name)).stats?.parkedMessageCount === `${count}n`;

export const parked = (raw, stream) =>
  raw
    .read({
      stream: `$persistentsubscription-${stream}::${GROUP}-parked`,
      count: 20,
      links: true,
      show: (message) => {
        const { event, link } = describe(message).event ?? {};
        const fields = (record) =>
          record && {
            id: record.streamIdentifier,
            type: record.metadata.type,
            revision: record.streamRevision ?? '0',
            data: record.data,
            custom: record.customMetadata?.replace(/"added": "[^"]*"/, '"added": "<time>"'),
          };
        return event || link ? { event: fields(event), link: fields(link) } : describe(message);
      },
    })
    .then(({ messages }) => messages);
