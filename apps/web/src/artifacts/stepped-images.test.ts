import { describe, expect, it } from '@jest/globals';
import type { ArtifactEntry } from '../api/artifacts.ts';
import { imagesAt, imageKeys, imageSteps, steppedImages } from './stepped-images.ts';

const ID = '0f8fad5b-d9cb-469f-a165-70867728950';
const file = (path: string): ArtifactEntry => ({ path, name: path, isFolder: false, size: 1 });

describe('images that were logged for a step', () => {
  const images = steppedImages([
    file(`images/a~b+step+2+timestamp+20+${ID}1+compressed.webp`),
    file(`images/a~b+step+2+timestamp+20+${ID}1.png`),
    file(`images/a~b+step+10+timestamp+30+${ID}2.png`),
    file(`images/a~b+step+10+timestamp+30+${ID}2+compressed.webp`),
    file(`images/old#name%step%0%timestamp%5%${ID}3.png`),
    file(`images/plus+step+one+step+-1+timestamp+5+${ID}4+compressed.webp`),
    file('images/picture.png'),
    { path: `images/a+step+2+timestamp+20+${ID}5.png`, name: '', isFolder: true, size: 0 },
  ]);

  it('are known by their names, their small copies beside them', () => {
    expect(images.find(({ step }) => step === 2)).toEqual({
      key: 'a/b',
      step: 2,
      timestampMs: 20,
      path: `images/a~b+step+2+timestamp+20+${ID}1.png`,
      smallPath: `images/a~b+step+2+timestamp+20+${ID}1+compressed.webp`,
    });
    expect(images.find(({ step }) => step === 10)?.smallPath).toContain('compressed');
    expect(images.find(({ step }) => step === 10)?.path).toMatch(/2\.png$/);
    expect(imageKeys(images)).toEqual(['a/b', 'old/name', 'plus+step+one']);
    expect(imageSteps(images)).toEqual([-1, 0, 2, 10]);
  });

  it('stand for the steps up to the next', () => {
    expect(imagesAt(images, 'a/b', 9).map(({ step }) => step)).toEqual([2]);
    expect(imagesAt(images, 'a/b', 1)).toEqual([]);
  });
});
