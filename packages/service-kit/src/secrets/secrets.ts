import { fernetDecrypt, fernetEncrypt } from './fernet.ts';

/** Marks what is encrypted; what was stored before there was a key has no mark, and stays readable. */
const MARK = 'fernet:';
const SEALED = /^fernet:gAAAA[\w-]+={0,2}$/;

/** What is stored was encrypted with a key that is not among those of the settings. The message is for people. */
export class SecretsError extends Error {}

/** Keeps secrets encrypted where they are stored. The first key encrypts, all of them decrypt, so that keys can be replaced. */
export class Secrets {
  private readonly keys: readonly Buffer[];

  /**
   * @param keys of Fernet
   * @param setting the variable that they come from
   */
  constructor(
    keys: readonly string[],
    private readonly setting: string,
  ) {
    this.keys = keys.map((key) => Buffer.from(key, 'base64url'));
  }

  get hasKey(): boolean {
    return this.keys.length > 0;
  }

  /** As it is to be stored: encrypted where there is a key. Sealing what is sealed changes nothing. */
  seal(secret: string): string {
    const [key] = this.keys;
    return key === undefined || SEALED.test(secret) ? secret : MARK + fernetEncrypt(key, secret);
  }

  /** What was stored. Throws SecretsError when none of the keys has made it. */
  open(stored: string): string {
    if (!SEALED.test(stored)) return stored;
    for (const key of this.keys) {
      const secret = fernetDecrypt(key, stored.slice(MARK.length));
      if (secret !== undefined) return secret;
    }
    throw new SecretsError(
      `It is encrypted with a key that is not in ${this.setting}: set the variable to that key, after a new one if need be, or give the secret again.`,
    );
  }
}
