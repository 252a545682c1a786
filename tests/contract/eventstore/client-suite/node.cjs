/** Stands where the client's own tests start a cluster of containers: one lyceum-eventstore, insecure, whatever is asked for. */
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { mkdtempSync, rmSync } = require('node:fs');
const { createServer } = require('node:net');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const { LYCEUM_NODE, LYCEUM_EVENTSTORE } = process.env;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

class Cluster {
  domain = '127.0.0.1';
  certs = { root: Buffer.alloc(0), users: { admin: {}, invalid: {} } };
  certPath = { root: '', admin: { certPath: '', certKeyPath: '' }, invalid: { certPath: '', certKeyPath: '' } };
  #folder = mkdtempSync(join(tmpdir(), 'client-suite-'));
  #port = 0;
  #child;

  setLogLevel = () => this;
  setOption = () => this;
  enableNodeLogs = async () => {};

  get uri() {
    return `${this.domain}:${this.#port}`;
  }

  get endpoints() {
    return [{ address: this.domain, port: this.#port }];
  }

  up = async () => {
    this.#port = await freePort();
    await this.resurrect();
  };

  /** What the node says first is that it is ready. */
  resurrect = async () => {
    const args = [LYCEUM_EVENTSTORE, '--data', this.#folder, '--port', String(this.#port), '--run-projections', 'System'];
    this.#child = spawn(LYCEUM_NODE, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(this.#child.stdout, 'data');
  };

  killNode = async () => {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  };

  down = async () => {
    await this.killNode();
    rmSync(this.#folder, { recursive: true, force: true });
  };
}

module.exports = { Cluster };
