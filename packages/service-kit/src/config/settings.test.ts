import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { describeSettings } from './describe-settings.ts';
import { HttpSettings } from './http-settings.ts';
import { postgresUrl, readSettings, SettingsError } from './settings.ts';

const Settings = HttpSettings.extend({ DATABASE_URL: postgresUrl.describe('Where the data is.') });
const DATABASE_URL = 'postgresql://user:secret@localhost/db';

test('reads numbers, lists and defaults; empty is absent', () => {
  const settings = readSettings(Settings, {
    DATABASE_URL,
    PORT: '8080',
    HOST: '',
    MILLRACE_ALLOWED_HOSTS: 'a, b,,',
  });
  expect(settings).toMatchObject({ PORT: 8080, HOST: '127.0.0.1', MILLRACE_ALLOWED_HOSTS: ['a', 'b'] });
});

test('names every wrong variable and what is allowed, and repeats no secret', () => {
  const read = (): unknown =>
    readSettings(Settings, {
      DATABASE_URL: 'mysql://u:secret@h/d',
      PORT: '70000',
      MILLRACE_LOG_FORMAT: 'xml',
    });
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(/PORT is "70000": must be a port, 0 to 65535/);
  expect(read).toThrow(/MILLRACE_LOG_FORMAT is "xml": .*json/);
  expect(read).toThrow(/DATABASE_URL is not valid: must be the address of a PostgreSQL database/);
  expect(read).not.toThrow(/secret/);
  expect(() => readSettings(Settings, {})).toThrow(/DATABASE_URL is not set/);
});

test('lists settings for the documentation', () => {
  const listed = describeSettings(Settings.extend({ EXTRA: z.string().optional() }));
  expect(listed.find(({ name }) => name === 'PORT')).toEqual({
    name: 'PORT',
    default: '5000',
    required: false,
    meaning: expect.stringContaining('port'),
  });
  expect(listed.find(({ name }) => name === 'DATABASE_URL')).toMatchObject({
    required: true,
    default: undefined,
  });
  expect(listed.find(({ name }) => name === 'EXTRA')).toMatchObject({ required: false, default: undefined });
  expect(describeSettings(HttpSettings).filter(({ meaning }) => meaning === '')).toEqual([]);
});
