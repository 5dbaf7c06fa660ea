import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const VERSION = 0x80;
const HEAD_BYTES = 1 + 8 + 16;
const MAC_BYTES = 32;

/**
 * Fernet, as Python's `cryptography` has it and MLflow encrypts with (github.com/fernet/spec): AES-128-CBC, then HMAC-SHA256.
 *
 * @param key 32 bytes: 16 to sign, 16 to encrypt
 */
export function fernetEncrypt(key: Buffer, text: string): string {
  const head = Buffer.alloc(HEAD_BYTES);
  head[0] = VERSION;
  head.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000)), 1);
  randomBytes(16).copy(head, 9);
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), head.subarray(9));
  const signed = Buffer.concat([head, cipher.update(text, 'utf8'), cipher.final()]);
  return padded(Buffer.concat([signed, mac(key, signed)]).toString('base64url'));
}

/** What a token says; undefined where another key made it, or it has been changed. */
export function fernetDecrypt(key: Buffer, token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length < HEAD_BYTES + 16 + MAC_BYTES || bytes[0] !== VERSION) return undefined;
  const signed = bytes.subarray(0, -MAC_BYTES);
  if (!timingSafeEqual(mac(key, signed), bytes.subarray(-MAC_BYTES))) return undefined;
  const decipher = createDecipheriv('aes-128-cbc', key.subarray(16), signed.subarray(9, HEAD_BYTES));
  return Buffer.concat([decipher.update(signed.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8');
}

function mac(key: Buffer, signed: Buffer): Buffer {
  return createHmac('sha256', key.subarray(0, 16)).update(signed).digest();
}

function padded(text: string): string {
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}
