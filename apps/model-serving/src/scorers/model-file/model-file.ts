import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ModelLoadError } from '../model-load-error.ts';
import type { LocalModel } from '../scorer.ts';
import { readSignature, type Signature } from './signature.ts';

/** What scoring needs to know of an MLmodel file. */
export interface ModelFile {
  readonly flavors: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly signature: Signature | undefined;
  readonly signatureFromTypeHint: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The file, in the model's folder, with the request that the model's input example makes. */
  readonly servingExample: string | undefined;
}

interface Written {
  readonly flavors?: ModelFile['flavors'];
  readonly signature?: Readonly<Record<string, unknown>> | null;
  readonly is_signature_from_type_hint?: boolean;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly saved_input_example_info?: { readonly serving_input_path?: string } | null;
}

/** Reads the MLmodel file of a model's folder; throws ModelLoadError. */
export async function readModelFile({ folder, uri }: LocalModel): Promise<ModelFile> {
  const text = await readFile(join(folder, 'MLmodel'), 'utf8').catch((error: Error) => {
    throw new ModelLoadError(`${uri} is no MLflow model: its file MLmodel cannot be read: ${error.message}`);
  });
  try {
    const written = (parse(text) ?? {}) as Written;
    return {
      flavors: written.flavors ?? {},
      signature: readSignature(written.signature ?? undefined),
      signatureFromTypeHint: written.is_signature_from_type_hint ?? false,
      metadata: written.metadata ?? {},
      servingExample: written.saved_input_example_info?.serving_input_path,
    };
  } catch (error) {
    throw new ModelLoadError(`The file MLmodel of ${uri} cannot be understood: ${(error as Error).message}`);
  }
}
