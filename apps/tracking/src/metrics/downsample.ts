/** A point of a line: where it stands on the x axis, and what was logged. */
export interface LinePoint {
  readonly x: number;
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** NaN, and the largest doubles for infinities, as they are stored. */
  readonly value: number;
}

/** What a stretch of the x axis holds, when its points are too many to be shown. Only numbers count: no NaN, no infinities. */
export interface Stretch {
  /** The middle of its points. */
  readonly x: number;
  readonly count: number;
  readonly mean: number;
}

export interface Line {
  /** How many points there are. */
  readonly total: number;
  /** By x. All of them, or of each stretch the first, last, lowest and highest, and one of each kind that is no number. */
  readonly points: readonly LinePoint[];
  /** Undefined when `points` are all. */
  readonly stretches: readonly Stretch[] | undefined;
}

interface Bucket {
  count: number;
  sum: number;
  lowX: number;
  highX: number;
  first: LinePoint;
  /** Its own, and written over: nearly every point is the last for a moment. */
  readonly last: { -readonly [Field in keyof LinePoint]: LinePoint[Field] };
  lowest: LinePoint | undefined;
  highest: LinePoint | undefined;
  readonly odd: Map<string, LinePoint>;
}

const POINTS_OF_BUCKET = 4;

/**
 * Reduces the points of a line to at most some `maxPoints`, in one pass, without knowing how many there are or how far they reach:
 * the x axis is divided into buckets, twice as wide as soon as they are too many. Each keeps its extremes, so that a line drawn
 * through what is left covers the same pixels as one through all of it.
 */
export class Downsample {
  private total = 0;
  private points: LinePoint[] = [];
  private readonly most: number;
  private buckets: Map<number, Bucket> | undefined;
  private width = 0;
  /** Where the point before went: the next mostly goes there too. */
  private recent: { readonly index: number; readonly bucket: Bucket } | undefined;

  /** `scale` tells where buckets stand: on a logarithmic axis the small x have more room. */
  constructor(
    private readonly maxPoints: number,
    private readonly scale: 'linear' | 'log' = 'linear',
  ) {
    this.most = Math.max(1, Math.floor(maxPoints / POINTS_OF_BUCKET));
  }

  add(x: number, step: number, time: number, value: number): void {
    this.total += 1;
    if (this.buckets) this.put(x, step, time, value);
    else if (this.points.push({ x, step, time, value }) > this.maxPoints) this.divide();
  }

  line(): Line {
    const { total } = this;
    if (!this.buckets) return { total, points: this.points.sort(byPlace), stretches: undefined };
    const buckets = [...this.buckets].sort(([a], [b]) => a - b).map(([, bucket]) => bucket);
    return { total, points: buckets.flatMap(pointsOf), stretches: buckets.flatMap(stretchOf) };
  }

  private place(x: number): number {
    return this.scale === 'linear' ? x : Math.log(Math.max(x, Number.MIN_VALUE));
  }

  /** From all points to buckets. */
  private divide(): void {
    let [low, high] = [Infinity, -Infinity];
    for (const { x } of this.points) {
      const place = this.place(x);
      low = Math.min(low, place);
      high = Math.max(high, place);
    }
    this.width = (high - low) / this.most || 1;
    this.buckets = new Map();
    for (const { x, step, time, value } of this.points) this.put(x, step, time, value);
    this.points = [];
  }

  private put(x: number, step: number, time: number, value: number): void {
    const index = Math.floor(this.place(x) / this.width);
    if (this.recent?.index === index) return addTo(this.recent.bucket, x, step, time, value);
    const buckets = this.buckets as Map<number, Bucket>;
    let bucket = buckets.get(index);
    if (bucket) addTo(bucket, x, step, time, value);
    else buckets.set(index, (bucket = bucketOf({ x, step, time, value })));
    this.recent = { index, bucket };
    while (this.buckets && this.buckets.size > this.most) this.widen(this.buckets);
  }

  private widen(buckets: ReadonlyMap<number, Bucket>): void {
    this.width *= 2;
    this.recent = undefined;
    const wider = new Map<number, Bucket>();
    for (const [index, bucket] of buckets) {
      const into = wider.get(Math.floor(index / 2));
      if (into) merge(into, bucket);
      else wider.set(Math.floor(index / 2), bucket);
    }
    this.buckets = wider;
  }
}

function bucketOf(point: LinePoint): Bucket {
  const { x, step, time, value } = point;
  const bucket: Bucket = {
    count: 0,
    sum: 0,
    lowX: x,
    highX: x,
    first: point,
    last: { ...point },
    lowest: undefined,
    highest: undefined,
    odd: new Map(),
  };
  addTo(bucket, x, step, time, value);
  return bucket;
}

/** A value that is no number to draw, in a word; undefined for one that is. */
function oddity(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  return Math.abs(value) >= Number.MAX_VALUE ? String(Math.sign(value)) : undefined;
}

/** Of a million points few become a bucket's extremes: only those are made into objects. */
function addTo(bucket: Bucket, x: number, step: number, time: number, value: number): void {
  if (x < bucket.lowX) bucket.lowX = x;
  if (x > bucket.highX) bucket.highX = x;
  if (comparePlaces(x, step, time, bucket.first) < 0) bucket.first = { x, step, time, value };
  if (comparePlaces(x, step, time, bucket.last) >= 0) {
    const { last } = bucket;
    last.x = x;
    last.step = step;
    last.time = time;
    last.value = value;
  }
  if (!(Math.abs(value) < Number.MAX_VALUE)) {
    const odd = oddity(value);
    if (odd !== undefined && !bucket.odd.has(odd)) bucket.odd.set(odd, { x, step, time, value });
    return;
  }
  bucket.count += 1;
  bucket.sum += value;
  if (!bucket.lowest || value < bucket.lowest.value) bucket.lowest = { x, step, time, value };
  if (!bucket.highest || value > bucket.highest.value) bucket.highest = { x, step, time, value };
}

function merge(into: Bucket, other: Bucket): void {
  into.count += other.count;
  into.sum += other.sum;
  into.lowX = Math.min(into.lowX, other.lowX);
  into.highX = Math.max(into.highX, other.highX);
  if (byPlace(other.first, into.first) < 0) into.first = other.first;
  if (byPlace(other.last, into.last) >= 0) Object.assign(into.last, other.last);
  if (other.lowest && !(into.lowest && into.lowest.value <= other.lowest.value)) into.lowest = other.lowest;
  if (other.highest && !(into.highest && into.highest.value >= other.highest.value))
    into.highest = other.highest;
  for (const [kind, point] of other.odd) if (!into.odd.has(kind)) into.odd.set(kind, point);
}

function byPlace(a: LinePoint, b: LinePoint): number {
  return comparePlaces(a.x, a.step, a.time, b);
}

function comparePlaces(x: number, step: number, time: number, other: LinePoint): number {
  return x - other.x || time - other.time || step - other.step;
}

function pointsOf({ first, last, lowest, highest, odd }: Bucket): LinePoint[] {
  const kept: LinePoint[] = [];
  for (const point of [first, lowest, highest, ...odd.values(), last])
    if (point && !kept.some((other) => isSame(point, other))) kept.push(point);
  return kept.sort(byPlace);
}

function isSame(a: LinePoint, b: LinePoint): boolean {
  return byPlace(a, b) === 0 && Object.is(a.value, b.value);
}

function stretchOf({ count, sum, lowX, highX }: Bucket): Stretch[] {
  return count === 0 ? [] : [{ x: lowX + (highX - lowX) / 2, count, mean: sum / count }];
}
