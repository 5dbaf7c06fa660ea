import type { InputSpec } from '../../scorers/model-file/signature.ts';
import type { ServedModel } from '../served-model.ts';
import { datatypeOf } from './datatypes.ts';

/** What the protocol calls a model's metadata; tensors without a name are `input-0`, `output-0`, and so on. */
export function modelMetadata({ name, version, signature, scorer }: ServedModel): object {
  return {
    name,
    versions: version === undefined ? [] : [version],
    platform: scorer.kind === 'onnx' ? 'onnx_onnxv1' : 'mlflow_pyfunc',
    inputs: (signature?.inputs ?? []).map((spec, index) => tensorMetadata(spec, `input-${index}`)),
    outputs: (signature?.outputs ?? []).map((spec, index) => tensorMetadata(spec, `output-${index}`)),
  };
}

function tensorMetadata(spec: InputSpec, fallback: string): object {
  return {
    name: spec.name ?? fallback,
    datatype: datatypeOf(spec),
    shape: spec.kind === 'tensor' ? spec.shape : [-1],
  };
}
