/** A point as longitude and latitude, in degrees. */
export type Position = readonly [number, number];

export interface GeoShape {
  readonly kind: 'points' | 'lines' | 'areas';
  readonly parts: readonly (readonly Position[])[];
  readonly name: string;
}

const TYPES = new Set([
  'FeatureCollection',
  'Feature',
  'GeometryCollection',
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
]);
const NAMING = ['name', 'NAME', 'title', 'label', 'id'];
const MOST_SHAPES = 20_000;

interface Geo {
  readonly type?: unknown;
  readonly features?: unknown;
  readonly geometry?: unknown;
  readonly geometries?: unknown;
  readonly coordinates?: unknown;
  readonly properties?: unknown;
}

const isObject = (value: unknown): value is Geo => typeof value === 'object' && value !== null;

/** Whether a JSON value says that it is GeoJSON, and has what that must have. */
export function isGeoJson(value: unknown): boolean {
  if (!isObject(value) || !TYPES.has(String(value.type))) return false;
  return (
    [value.features, value.geometries, value.coordinates].some(Array.isArray) || isObject(value.geometry)
  );
}

/** The shapes of a GeoJSON value; what is malformed is left out. At most 20,000. */
export function geoShapes(value: unknown, name = '', depth = 0): GeoShape[] {
  if (!isObject(value) || depth > 20) return [];
  const inner = [value.features, value.geometries].find(Array.isArray) as unknown[] | undefined;
  if (inner) return inner.slice(0, MOST_SHAPES).flatMap((each) => geoShapes(each, name, depth + 1));
  if (value.type === 'Feature') return geoShapes(value.geometry, nameOf(value.properties), depth + 1);
  const { type, coordinates } = value;
  if (!Array.isArray(coordinates)) return [];
  const shape = (kind: GeoShape['kind'], parts: readonly unknown[]): GeoShape[] => {
    const known = parts.map(positions).filter((part) => part.length > 0);
    return known.length > 0 ? [{ kind, parts: known, name }] : [];
  };
  switch (type) {
    case 'Point':
      return shape('points', [[coordinates]]);
    case 'MultiPoint':
      return shape('points', [coordinates]);
    case 'LineString':
      return shape('lines', [coordinates]);
    case 'MultiLineString':
      return shape('lines', coordinates);
    case 'Polygon':
      return shape('areas', coordinates);
    case 'MultiPolygon':
      return shape(
        'areas',
        coordinates.flatMap((each: unknown) => (Array.isArray(each) ? (each as unknown[]) : [])),
      );
    default:
      return [];
  }
}

function positions(list: unknown): Position[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown): Position[] => {
    const [longitude, latitude] = Array.isArray(each) ? (each as unknown[]) : [];
    return Number.isFinite(longitude) && Number.isFinite(latitude)
      ? [[longitude as number, latitude as number]]
      : [];
  });
}

function nameOf(properties: unknown): string {
  if (!isObject(properties)) return '';
  const known = properties as Readonly<Record<string, unknown>>;
  const found = NAMING.map((key) => known[key]).find(
    (each) => typeof each === 'string' || typeof each === 'number',
  );
  return found === undefined ? '' : String(found);
}

export interface Frame {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The smallest frame around all shapes, a little wider; undefined when there are none. */
export function frameOf(shapes: readonly GeoShape[]): Frame | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { parts } of shapes)
    for (const part of parts)
      for (const [longitude, latitude] of part) {
        west = Math.min(west, longitude);
        east = Math.max(east, longitude);
        south = Math.min(south, latitude);
        north = Math.max(north, latitude);
      }
  if (west > east) return undefined;
  const margin = Math.max((east - west) * 0.04, (north - south) * 0.04, 0.001);
  return { west: west - margin, south: south - margin, east: east + margin, north: north + margin };
}

/** Round degrees at which to draw the net: about `count` lines within the span. */
export function netLines(from: number, to: number, count = 6): number[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}
