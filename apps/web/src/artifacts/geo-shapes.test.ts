import { describe, expect, it } from '@jest/globals';
import { frameOf, geoShapes, isGeoJson, netLines } from './geo-shapes.ts';

describe('GeoJSON', () => {
  const value = {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { name: 'Elbe' },
        geometry: {
          type: 'LineString',
          coordinates: [
            [10, 53],
            [9, 'x'],
            [8.9, 53.9, 4],
          ],
        },
      },
      { type: 'Feature', properties: null, geometry: { type: 'Point', coordinates: [1, 2] } },
      { type: 'Feature', geometry: null },
      {
        type: 'GeometryCollection',
        geometries: [
          {
            type: 'MultiPolygon',
            coordinates: [
              [
                [
                  [0, 0],
                  [1, 0],
                  [1, 1],
                ],
              ],
              7,
            ],
          },
        ],
      },
    ],
  };

  it('is told from other JSON', () => {
    expect(isGeoJson(value)).toBe(true);
    expect([null, [], { type: 'Point' }, { type: 'Trip', coordinates: [] }].map(isGeoJson)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('becomes shapes, without what is malformed', () => {
    expect(geoShapes(value)).toEqual([
      {
        kind: 'lines',
        name: 'Elbe',
        parts: [
          [
            [10, 53],
            [8.9, 53.9],
          ],
        ],
      },
      { kind: 'points', name: '', parts: [[[1, 2]]] },
      {
        kind: 'areas',
        name: '',
        parts: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
        ],
      },
    ]);
    expect(frameOf([])).toBeUndefined();
    expect(frameOf(geoShapes(value))?.east).toBeGreaterThan(10);
  });

  it('has a net at round degrees', () => {
    expect(netLines(-1.2, 11)).toEqual([0, 5, 10]);
    expect(netLines(0.1, 0.4)).toEqual([0.1, 0.2, 0.3, 0.4]);
  });
});
