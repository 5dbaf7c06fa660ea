import { isSeq } from 'yaml';
import type { DockerEnvironment } from './project.ts';
import type { YamlFile } from './yaml-node.ts';

const VOLUMES = 'volumes must be a list of texts, such as ["/data:/data"]';
const VARIABLES =
  'environment must be a list of names to copy and of pairs, such as ["HOME", ["MODE", "fast"]]';
const NAME = /^[A-Za-z_]\w*$/;

/** `docker_env`: an image, and a Dockerfile it is built from, volumes, and variables that are copied from the machine or set. */
export function readDockerEnvironment(file: YamlFile, node: unknown): DockerEnvironment {
  const fields = file.entries(node, 'docker_env must be a mapping');
  const image = file.text(fields.get('image'), 'the image of docker_env must be a text');
  if (!image) throw file.wrong(node, 'docker_env has no image');
  if (image.startsWith('-') || /\s/.test(image))
    throw file.wrong(fields.get('image'), `${image} cannot be the name of an image`);
  const dockerfile = file.text(
    fields.get('dockerfile'),
    'dockerfile must be the path of a file in the project',
  );
  if (dockerfile?.startsWith('/') || dockerfile?.split('/').includes('..'))
    throw file.wrong(fields.get('dockerfile'), 'dockerfile must be the path of a file in the project');
  return {
    kind: 'docker',
    image,
    dockerfile,
    volumes: file.list(fields.get('volumes'), VOLUMES).map((each) => {
      const volume = file.text(each, VOLUMES);
      if (volume === undefined) throw file.wrong(each, VOLUMES);
      return volume;
    }),
    variables: file.list(fields.get('environment'), VARIABLES).map((each) => {
      const [name, value] = isSeq(each)
        ? each.items.map((one) => file.text(one, VARIABLES))
        : [file.text(each, VARIABLES)];
      const pair = isSeq(each);
      if (
        name === undefined ||
        !NAME.test(name) ||
        (pair && (each.items.length !== 2 || value === undefined))
      )
        throw file.wrong(each, VARIABLES);
      return { name, value };
    }),
  };
}
