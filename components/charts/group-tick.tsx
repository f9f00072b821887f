import { Text, usePlotArea } from "recharts";
import { fittingCounts, lineCount } from "#components/charts/fit-text.ts";
import { FONT_SIZE, QUIET_TEXT, TEXT } from "#components/charts/palette.ts";

/** One group under an axis: its name and its n, or null when n is not shown. */
export interface TickGroup {
  label: string;
  n: number | null;
}

interface GroupTickProps {
  x: number;
  y: number;
  index: number;
  groups: readonly TickGroup[];
}

const LINE_HEIGHT = 15;

/** "2026 Q4 so far" needs this many lines on a phone. */
const MOST_LINES = 3;

/** How many lines the longest name needs in bands sharing `width`. */
function nameLines(groups: readonly TickGroup[], width: number): number {
  return Math.min(Math.max(...groups.map(({ label }) => lineCount(label, bandWidth(groups, width)))), MOST_LINES);
}

function bandWidth(groups: readonly TickGroup[], width: number): number {
  return width / groups.length - 2;
}

/** The axis height `GroupTick` needs at `width`: at least two lines of name and one of n. */
export function groupTickHeight(groups: readonly TickGroup[], width: number): number {
  return (Math.max(2, nameLines(groups, width)) + 1) * LINE_HEIGHT + 8;
}

/** The tick at `index` of an axis over `groups`, wrapped to its band width. */
export function GroupTick({ x, y, index, groups }: GroupTickProps) {
  const plot = usePlotArea();
  const group = groups[index];
  if (!plot || !group) return null;
  const width = bandWidth(groups, plot.width);
  const shared = { x, width, textAnchor: "middle", verticalAnchor: "start", fontSize: FONT_SIZE } as const;
  const counted = groups.flatMap(({ n }) => (n === null ? [] : [n]));
  const told = fittingCounts(counted, width)[counted.indexOf(group.n ?? Number.NaN)] ?? "";
  const lines = nameLines(groups, plot.width);
  return (
    <g>
      <Text {...shared} y={y + 4} maxLines={lines} lineHeight={`${LINE_HEIGHT}px`} fill={TEXT}>
        {group.label}
      </Text>
      <Text {...shared} y={y + 4 + lines * LINE_HEIGHT} maxLines={1} fill={QUIET_TEXT}>
        {told}
      </Text>
    </g>
  );
}
