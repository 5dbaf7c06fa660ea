import { types } from 'node:util';
import { SettingsError } from '../config/settings.ts';
import { causeOf } from '../health/readiness.ts';
import { StartError } from './start-error.ts';

type SystemError = Error & { code?: string; syscall?: string; address?: string; port?: number };

/**
 * Why a service cannot start, in one sentence, and whether that is all there is to say: an error that nobody foresaw comes
 * with its stack.
 */
export function explainFailure(error: unknown): { sentence: string; foreseen: boolean } {
  const sentence = foreseenSentence(error);
  return sentence === undefined
    ? { sentence: `Unexpected error: ${causeOf(error)}`, foreseen: false }
    : { sentence, foreseen: true };
}

function foreseenSentence(error: unknown): string | undefined {
  if (error instanceof SettingsError || error instanceof StartError) return error.message;
  if (!types.isNativeError(error)) return undefined;
  const { code, syscall, address = 'HOST', port = 0 } = error as SystemError;
  if (syscall === 'listen' || syscall === 'getaddrinfo') return listenSentence(code, address, port, error);
  if (code === '3D000') return `${error.message}: make it, or correct the name in DATABASE_URL.`;
  if (code === '28P01' || code === '28000') return `PostgreSQL refused DATABASE_URL: ${error.message}.`;
  if (code === 'ECONNREFUSED') return `A server that is needed cannot be reached: ${causeOf(error)}.`;
  return undefined;
}

function listenSentence(code: string | undefined, address: string, port: number, error: Error): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${address} is taken: stop what listens there, or set PORT to another one.`;
    case 'EACCES':
      return `This user may not listen on port ${port}: set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
      return `HOST is ${address}, which is not an address of this machine.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST is not an address of this machine: ${error.message}.`;
    default:
      return `Cannot listen on ${address}:${port}: ${error.message}.`;
  }
}
