import { expect, test } from '@jest/globals';
import { readSettings } from '../config/settings.ts';
import { fernetDecrypt } from './fernet.ts';
import { Secrets, SecretsError } from './secrets.ts';
import { SecretsSettings } from './secrets-settings.ts';

const OLD = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';
const NEW = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

test('reads the token of the specification', () => {
  // github.com/fernet/spec, verify.json
  const token =
    'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==';
  expect(fernetDecrypt(Buffer.from(OLD, 'base64url'), token)).toBe('hello');
});

test('what is sealed can be opened, by whoever has the key; each time it looks otherwise', () => {
  const secrets = new Secrets([OLD], 'KEY');
  const sealed = secrets.seal('sécret:1');
  expect(sealed).toMatch(/^fernet:gAAAA/);
  expect(sealed).not.toBe(secrets.seal('sécret:1'));
  expect(secrets.seal(sealed)).toBe(sealed);
  expect(secrets.open(sealed)).toBe('sécret:1');
  expect(new Secrets([NEW, OLD], 'KEY').open(sealed)).toBe('sécret:1');
  expect(() => new Secrets([NEW], 'KEY').open(sealed)).toThrow(SecretsError);
  expect(() => new Secrets([], 'KEY').open(sealed)).toThrow(/not in KEY/);
});

test('what has been changed is refused', () => {
  const secrets = new Secrets([OLD], 'KEY');
  const sealed = secrets.seal('secret');
  const at = sealed.length - 10;
  const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
  expect(() => secrets.open(changed)).toThrow(SecretsError);
});

test('without a key secrets are stored as they are, and stay readable when there is one', () => {
  const stored = new Secrets([], 'KEY').seal('secret');
  expect(stored).toBe('secret');
  expect(new Secrets([NEW], 'KEY').open(stored)).toBe('secret');
});

test('a wrong key stops the start, and is not repeated', () => {
  const read = (): unknown => readSettings(SecretsSettings, { MILLRACE_SECRETS_KEY: `${OLD},tooshort` });
  expect(read).toThrow(/MILLRACE_SECRETS_KEY is not valid: must be a key of Fernet/);
  expect(read).not.toThrow(/tooshort/);
});
