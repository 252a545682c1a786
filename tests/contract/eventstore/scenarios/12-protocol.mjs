import http from 'node:http';
import { attempt } from '../kit/describe.mjs';
import { db } from '../kit/packages.mjs';
import { contents, fact } from '../kit/states.mjs';

const credentials = (text) => ({ headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` } });

export default [
  {
    name: 'protocol: supported methods',
    run: async ({ raw }) => {
      const answer = await raw.unary('features', 'getSupportedMethods', raw.empty());
      answer.message.methods.sort((a, b) => (a.serviceName + a.methodName < b.serviceName + b.methodName ? -1 : 1));
      return answer;
    },
  },
  {
    name: 'protocol: supported methods in the order sent',
    run: async ({ raw }) =>
      (await raw.unary('features', 'getSupportedMethods', raw.empty())).message.methods.map(
        (one) => `${one.serviceName}/${one.methodName}`,
      ),
  },
  {
    name: 'protocol: gossip',
    run: async ({ raw, url }) => {
      const { host } = new URL(url.replace(/^esdb:/, 'http:'));
      const answer = await raw.unary('gossip', 'read', raw.empty());
      for (const member of answer.message?.members ?? []) {
        // When the node started or last changed, in ticks of 100 ns since 1970.
        if (Math.abs(Number(member.timeStamp) / 10_000 - Date.now()) < 30 * 86_400_000) member.timeStamp = 'ticks since 1970';
        if (member.httpEndPoint)
          member.httpEndPoint =
            `${member.httpEndPoint.address}:${member.httpEndPoint.port}` === host ? 'as connected' : member.httpEndPoint;
      }
      return answer;
    },
  },
  {
    name: 'protocol: connecting by discovery',
    run: async ({ url, unique }) => {
      const client = db.EventStoreDBClient.connectionString(
        url.replace('esdb://', 'esdb+discover://') + '&maxDiscoverAttempts=2&discoveryInterval=50',
      );
      const outcome = await attempt(() => client.appendToStream(unique(), fact()));
      await client.dispose();
      return outcome;
    },
  },
  {
    name: 'protocol: services and methods that do not exist',
    run: async ({ raw }) => ({
      method: await raw.path('/event_store.client.streams.Streams/Nothing'),
      service: await raw.path('/event_store.client.nothing.Nothing/Read'),
      lowerCase: await raw.path('/event_store.client.streams.streams/read'),
      root: await raw.path('/'),
      garbage: await raw.path('/event_store.client.streams.Streams/Delete', Buffer.from([255, 255, 255])),
      emptyBody: await raw.path('/event_store.client.streams.Streams/Delete'),
      emptyFeatures: await raw.path('/event_store.client.server_features.ServerFeatures/GetSupportedMethods'),
    }),
  },
  {
    name: 'protocol: a deadline that is over',
    run: async ({ client, raw, unique }) => {
      const name = unique();
      const past = { deadline: new Date(Date.now() - 1000) };
      return {
        append: (await raw.append(name, 'any', [{}], past)).status,
        read: (await raw.read({ stream: name, count: 1 }, past)).status,
        client: (await attempt(() => client.appendToStream(name, fact(), { deadline: 0 }))).type,
        then: await contents(client, name),
      };
    },
  },
  {
    name: 'protocol: credentials on an insecure server',
    run: async ({ raw, unique }) => {
      const name = unique();
      return {
        right: await raw.append(name, 'any', [{}], credentials('admin:changeit')),
        wrong: await raw.append(name, 'any', [{}], credentials('admin:wrong')),
        unknown: await raw.append(name, 'any', [{}], credentials('nobody:x')),
        malformed: await raw.append(name, 'any', [{}], { headers: { authorization: 'Basic !!!' } }),
        bearer: await raw.append(name, 'any', [{}], { headers: { authorization: 'Bearer abc' } }),
        read: await raw.read({ stream: name, count: 1 }, credentials('admin:wrong')),
      };
    },
  },
  {
    name: 'protocol: the requires-leader header',
    run: async ({ raw, unique }) => {
      const name = unique();
      const outcomes = {};
      for (const value of ['true', 'false', 'True', 'nonsense'])
        outcomes[value] = {
          append: (await raw.append(name, 'any', [{}], { headers: { 'requires-leader': value } })).status,
          read: (await raw.read({ stream: name, count: 1 }, { headers: { 'requires-leader': value } })).status,
        };
      return outcomes;
    },
  },
  {
    name: 'protocol: headers which the server does not know',
    run: ({ raw, unique }) => raw.append(unique(), 'any', [{}], { headers: { 'connection-name': 'kit', 'x-anything': 'at all' } }),
  },
  {
    name: 'protocol: health over HTTP',
    run: async ({ url }) => {
      const { origin } = new URL(url.replace(/^esdb:/, 'http:').replace(/\?.*/, ''));
      const get = (path) =>
        new Promise((resolve) =>
          http.get(origin + path, (answer) => resolve(answer.resume().statusCode)).on('error', (error) => resolve(error.code)),
        );
      return { live: await get('/health/live'), liveCode: await get('/health/live?liveCode=200'), ready: await get('/health/ready') };
    },
  },
];
