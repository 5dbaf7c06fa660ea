import { z } from 'zod';
import { commaList } from '../config/settings.ts';

const MUST_BE =
  'must be a key of Fernet, 32 bytes in URL-safe base64, as `openssl rand -base64 32 | tr +/ -_` prints one; several are separated by commas';

/** Keys of Fernet, separated by commas: the first encrypts, all of them decrypt. */
export const secretsKeys = commaList.refine(
  (keys) => keys.every((key) => /^[\w-]{43}=?$/.test(key)),
  MUST_BE,
);

export const SecretsSettings = z.object({
  MILLRACE_SECRETS_KEY: secretsKeys
    .default([])
    .describe(
      'A key of Fernet that secrets are encrypted with where they are stored: of webhooks, and credentials in the uri of projects. Further ones, after a comma, decrypt what older ones have encrypted.',
    ),
});
