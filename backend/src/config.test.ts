import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('the configuration', () => {
  test('stands by itself on the local machine', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', publicUrl: null, firstAdmin: null, dashboardUrl: null });
  });

  test('takes an empty variable for one that is not set', () => {
    expect(readConfig({ DASHBOARD_URL: '', LYCEUM_ADMIN_EMAIL: '', LYCEUM_ADMIN_PASSWORD: '' }).dashboardUrl).toBeNull();
  });

  test('names what is wrong and never its value', () => {
    const wrong = () => readConfig({ LYCEUM_PORT: '70000', LYCEUM_ADMIN_EMAIL: 'a@b.example', LYCEUM_ADMIN_PASSWORD: 'hunter2' });
    expect(wrong).toThrow(ConfigError);
    expect(wrong).toThrow(/LYCEUM_PORT.*LYCEUM_ADMIN_PASSWORD/);
    expect(wrong).not.toThrow(/hunter2/);
  });

  test('proxies are said by address, network or name', () => {
    for (const right of ['loopback', 'uniquelocal, 192.0.2.1', '10.0.0.0/8']) readConfig({ LYCEUM_TRUSTED_PROXIES: right });
    for (const wrong of ['proxy.example', '10.0.0.0/99'])
      expect(() => readConfig({ LYCEUM_TRUSTED_PROXIES: wrong })).toThrow(/LYCEUM_TRUSTED_PROXIES.*networks/);
  });

  test('an admin address without a password is a mistake', () => {
    expect(() => readConfig({ LYCEUM_ADMIN_EMAIL: 'a@b.example' })).toThrow(/belong together/);
  });
});
