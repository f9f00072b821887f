import { Text, usePlotArea } from "recharts";
import { fittingCounts, textWidth } from "#components/charts/fit-text.ts";
import { FONT_SIZE, QUIET_TEXT, TEXT } from "#components/charts/palette.ts";

/** One group under an axis: its name and its n, null where that is not told. */
export interface TickGroup {
  label: string;
  n: number | null;
}

export interface GroupTickProps {
  x: number;
  y: number;
  index: number;
  groups: readonly TickGroup[];
}

const LINE_HEIGHT = 15;

/** The height an axis needs for `GroupTick`: two lines of name and one of n. */
export const GROUP_TICK_HEIGHT = 3 * LINE_HEIGHT + 8;

/** The tick at `index` of an axis over `groups`, wrapped to the width of its band. */
export function GroupTick({ x, y, index, groups }: GroupTickProps) {
  const plot = usePlotArea();
  const group = groups[index];
  if (!plot || !group) return null;
  const width = plot.width / groups.length - 2;
  const shared = { x, width, textAnchor: "middle", verticalAnchor: "start", fontSize: FONT_SIZE } as const;
  const counted = groups.flatMap(({ n }) => (n === null ? [] : [n]));
  const told = fittingCounts(counted, width)[counted.indexOf(group.n ?? Number.NaN)] ?? "";
  const nameLines = groups.some(({ label }) => textWidth(label) > width) ? 2 : 1;
  return (
    <g>
      <Text {...shared} y={y + 4} maxLines={2} lineHeight={`${LINE_HEIGHT}px`} fill={TEXT}>
        {group.label}
      </Text>
      <Text {...shared} y={y + 4 + nameLines * LINE_HEIGHT} maxLines={1} fill={QUIET_TEXT}>
        {told}
      </Text>
    </g>
  );
}
