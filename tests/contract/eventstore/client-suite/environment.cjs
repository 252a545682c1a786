/** Tests that go by the server's version find here what the node says it can do. */
const NodeEnvironment = require('jest-environment-node');
const { EventStoreDBClient } = require('./client.cjs');
const { Cluster } = require('./node.cjs');

module.exports = class extends NodeEnvironment {
  async setup() {
    await super.setup();
    const node = new Cluster();
    await node.up();
    const client = new EventStoreDBClient({ endpoint: node.uri });
    this.global.capabilities = await client.capabilities;
    await client.dispose();
    await node.down();
  }
};
