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

  test('mail needs a sender that is an address, and where nothing is said it has one', () => {
    expect(readConfig({})).toMatchObject({ smtpUrl: null, mailFrom: 'Lyceum <lyceum@localhost>' });
    const smtp = { LYCEUM_SMTP_URL: 'smtps://lyceum:hunter2@mail.example:465' };
    expect(() => readConfig(smtp)).toThrow(/LYCEUM_MAIL_FROM/);
    for (const right of ['Lyceum <a@b.example>', 'a@b.example']) readConfig({ ...smtp, LYCEUM_MAIL_FROM: right });
    for (const wrong of ['Lyceum', 'a@b.example, c@d.example', 'Lyceum <a@b.example>\r\nBcc: c@d.example'])
      expect(() => readConfig({ ...smtp, LYCEUM_MAIL_FROM: wrong })).toThrow(/LYCEUM_MAIL_FROM/);
    expect(() => readConfig({ LYCEUM_SMTP_URL: 'http://mail.example:hunter2' })).not.toThrow(/hunter2/);
  });

  test('an admin address without a password is a mistake', () => {
    expect(() => readConfig({ LYCEUM_ADMIN_EMAIL: 'a@b.example' })).toThrow(/belong together/);
  });
});
