// A thread which runs scenarios on one server. The official client keeps its unanswered appends in one place a thread, and a
// connection that closes rejects all of them: scenarios that run at once need threads of their own.
import { parentPort, workerData } from 'node:worker_threads';
import { perform } from './kit/perform.mjs';
import { scenarios } from './scenarios/index.mjs';

parentPort.on('message', async (name) => {
  const scenario = scenarios.find((one) => one.name === name);
  parentPort.postMessage(await perform(scenario, workerData.url), []);
});
