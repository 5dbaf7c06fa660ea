import { type ReactNode, useMemo, useState } from 'react';
import { counted } from '../format/numbers.ts';
import { frameOf, geoShapes, netLines, type Position } from './geo-shapes.ts';
import styles from './geo-map.module.css';

/** The drawing's longer side, in its own units. */
const SIZE = 1000;
/** Areas lie below lines, lines below points. */
const ORDER = { areas: 0, lines: 1, points: 2 };
/** Up to so many points are named on the map; of more the names would cover it. */
const MOST_NAMED = 40;

/** Shapes on the earth, drawn on a net of degrees: no tiles are fetched from anywhere. */
export function GeoMap({ value }: { readonly value: unknown }): ReactNode {
  const shapes = useMemo(() => geoShapes(value).toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind]), [value]);
  const frame = useMemo(() => frameOf(shapes), [shapes]);
  const [named, setNamed] = useState('');
  if (!frame) return <p className={styles['empty']}>There is nothing to draw in it.</p>;

  // One degree east is as long as the cosine of the latitude: true in the middle of the map.
  const squeeze = Math.max(0.1, Math.cos((((frame.south + frame.north) / 2) * Math.PI) / 180));
  const across = (frame.east - frame.west) * squeeze;
  const up = frame.north - frame.south;
  const scale = SIZE / Math.max(across, up);
  const x = (longitude: number): number => (longitude - frame.west) * squeeze * scale;
  const y = (latitude: number): number => (frame.north - latitude) * scale;
  const path = (parts: readonly (readonly Position[])[], close: boolean): string =>
    parts
      .map(
        (part) =>
          `M${part.map(([east, north]) => `${x(east).toFixed(1)} ${y(north).toFixed(1)}`).join('L')}${close ? 'Z' : ''}`,
      )
      .join('');
  const [width, height] = [across * scale, up * scale];

  const isNamed = shapes.filter(({ kind }) => kind === 'points').length <= MOST_NAMED;

  return (
    <figure className={styles['map']}>
      <svg
        viewBox={`0 0 ${width.toFixed(0)} ${height.toFixed(0)}`}
        role="img"
        aria-label={`Map of ${counted(shapes.length, 'shape')}`}
        className={styles['drawing']}
      >
        <g className={styles['net']}>
          {netLines(frame.west, frame.east).map((each) => (
            <line key={each} x1={x(each)} x2={x(each)} y1={0} y2={height} />
          ))}
          {netLines(frame.south, frame.north).map((each) => (
            <line key={each} x1={0} x2={width} y1={y(each)} y2={y(each)} />
          ))}
        </g>
        {shapes.map(({ kind, parts, name }, index) => {
          const told = { onPointerEnter: () => setNamed(name), onPointerLeave: () => setNamed('') };
          if (kind !== 'points')
            return (
              <path key={index} {...told} className={styles[kind]} d={path(parts, kind === 'areas')}>
                {name && <title>{name}</title>}
              </path>
            );
          return parts.flat().map(([east, north], place) => (
            <g key={`${index} ${place}`} {...told}>
              <circle className={styles['points']} cx={x(east)} cy={y(north)} r={8}>
                {name && <title>{name}</title>}
              </circle>
              {isNamed && (
                <text x={x(east) + 14} y={y(north) + 7} className={styles['label']}>
                  {name.slice(0, 40)}
                </text>
              )}
            </g>
          ));
        })}
      </svg>
      <figcaption className={styles['caption']}>
        {named === '' ? (
          `${counted(shapes.length, 'shape')}, ${degrees(frame.south, 'S', 'N')} to ${degrees(frame.north, 'S', 'N')}, ${degrees(frame.west, 'W', 'E')} to ${degrees(frame.east, 'W', 'E')}`
        ) : (
          <bdi>{named}</bdi>
        )}
      </figcaption>
    </figure>
  );
}

const degrees = (value: number, below: string, above: string): string =>
  `${Number(Math.abs(value).toPrecision(5))}° ${value < 0 ? below : above}`;
