import { z } from 'zod';

/** What services that build images can be told about it. */
export const ImageSettings = z.object({
  MILLRACE_IMAGE_REPOSITORY: z
    .string()
    .regex(
      /^[a-z0-9]+(?:[._:/-][a-z0-9]+)*$/,
      'must be the beginning of an image name, such as registry.example.com/models',
    )
    .default('localhost/millrace')
    .describe(
      'What the names of images of models and projects begin with. Images are pushed when it names a registry.',
    ),
  MILLRACE_IMAGE_PUBLISH_COMMAND: z
    .string()
    .default('')
    .describe(
      'Called with the name of an image to hand it to the cluster instead, such as minikube image load.',
    ),
  MILLRACE_IMAGE_BUILD_NETWORK: z
    .string()
    .default('')
    .describe("The network that builds of images may use, such as host; empty for the engine's usual one."),
});
export type ImageSettings = z.infer<typeof ImageSettings>;
