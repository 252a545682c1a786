import { db } from './packages.mjs';

/** The recorded server had had a persistent subscription before: the first one of a server also makes the stream of their settings. */
export const prepare = async (url) => {
  const client = db.EventStoreDBClient.connectionString(url);
  const settings = db.persistentSubscriptionToStreamSettingsFromDefaults();
  try {
    await client.createPersistentSubscriptionToStream('before', 'the scenarios', settings);
    await client.deletePersistentSubscriptionToStream('before', 'the scenarios');
  } finally {
    await client.dispose();
  }
};
