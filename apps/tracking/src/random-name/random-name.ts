import { randomInt } from 'node:crypto';

const ADJECTIVES =
  'agile amber ample brave brisk calm clever crisp curious deft eager early fair fleet fond gentle glad golden grand happy hardy ' +
  'honest humble jolly keen kind light lively loyal lucid lucky mellow merry mild modest neat nimble noble patient placid plucky ' +
  'polite proud quick quiet ready rosy serene sharp silver smooth snug solid spry steady still sturdy subtle sunny swift tidy ' +
  'tranquil trim trusty vivid warm wary whole wise witty';
const NOUNS =
  'alder aspen badger basin beech birch bison brook canal cedar cliff cove crane creek delta dune eddy egret elm falcon fen fern ' +
  'finch fjord flume ford forge gorge grove gull harbor hare hazel heron hill ibis inlet kite lagoon lake larch lark linnet loch ' +
  'lynx maple marsh martin meadow mill oak osprey otter owl pond pool quail rapid raven reef ridge rill river robin shoal shore ' +
  'sluice spring stoat stork stream swan tarn tern trout vale weir wheel willow wren';
const adjectives = ADJECTIVES.split(' ');
const nouns = NOUNS.split(' ');

/** A name for what was given none, such as `swift-heron-417`: at most 20 characters, as MLflow's. Not unique. */
export function randomName(): string {
  return `${pick(adjectives)}-${pick(nouns)}-${randomInt(1000)}`;
}

function pick(words: readonly string[]): string {
  return words[randomInt(words.length)] ?? '';
}
