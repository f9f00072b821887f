import classes from "./sparkline.module.css";

type Props = {
  /** Oldest first; null for a missing value. */
  values: readonly (number | null)[];
  /** The last value is incomplete: its point is hollow and the line to it dashed. */
  open: boolean;
};

const WIDTH = 112;
const HEIGHT = 32;
const EDGE = 5;

type Point = { x: number; y: number };

/** A small trend line. Decorative, because the text next to it says the same. */
export function Sparkline({ values, open }: Props) {
  const points = pointsOf(values);
  const last = open ? (points[values.length - 1] ?? null) : null;
  const whole = last ? points.slice(0, -1) : points;
  const drawn = whole.filter((point) => point !== null);
  const end = drawn.at(-1);
  if (drawn.length + (last ? 1 : 0) < 2) return null;
  return (
    <svg className={classes.line} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {runsOf(whole).map((run) => (
        <polyline key={wayOf(run)} points={wayOf(run)} />
      ))}
      {drawn.map((point) => (
        <circle key={point.x} cx={point.x} cy={point.y} r={point === end ? 3 : 1.6} />
      ))}
      {end && last ? <line x1={end.x} y1={end.y} x2={last.x} y2={last.y} /> : null}
      {last ? <circle data-open="" cx={last.x} cy={last.y} r={3.2} /> : null}
    </svg>
  );
}

function pointsOf(values: readonly (number | null)[]): (Point | null)[] {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const step = (WIDTH - 2 * EDGE) / Math.max(1, values.length - 1);
  return values.map((value, index) => {
    if (value === null) return null;
    const level = high === low ? 0.5 : (value - low) / (high - low);
    return { x: rounded(EDGE + index * step), y: rounded(HEIGHT - EDGE - level * (HEIGHT - 2 * EDGE)) };
  });
}

/** Splits at missing values, so that no line crosses a gap. */
function runsOf(points: readonly (Point | null)[]): Point[][] {
  const runs: Point[][] = [[]];
  for (const point of points) {
    if (point === null) runs.push([]);
    else runs.at(-1)?.push(point);
  }
  return runs.filter(({ length }) => length > 1);
}

function wayOf(run: readonly Point[]): string {
  return run.map(({ x, y }) => `${x},${y}`).join(" ");
}

function rounded(length: number): number {
  return Math.round(length * 10) / 10;
}
