import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import { BACKGROUND, seriesStyle } from "#components/charts/palette.ts";
import { PlotText } from "#components/charts/plot-text.tsx";
import { formatValue, inUnit } from "#lib/numbers.ts";

type Arm = { label: string; median?: number | null; isOpen?: boolean };

/** Where each curve has reached half, with a line down to the day. The earlier one is written before its point. */
export function MedianMarks({ arms }: { arms: readonly Arm[] }) {
  const plot = usePlotArea();
  const across = useXAxisScale();
  const up = useYAxisScale();
  if (!plot || !across || !up) return null;
  const y = up(50) ?? 0;
  const marked = arms.flatMap(({ label, median = null, isOpen = false }, index) => {
    const x = median === null ? undefined : across(inUnit("duration", median));
    return median === null || x === undefined ? [] : [{ label, median, isOpen, x, ...seriesStyle(index) }];
  });
  const first = Math.min(...marked.map(({ x }) => x));
  return marked.map(({ label, median, isOpen, x, colour }) => {
    const above = marked.length > 1 && x === first;
    const before = above && x - plot.x > 48;
    return (
      <ZIndexLayer key={label} zIndex={DefaultZIndexes.line + 1}>
        <line x1={x} x2={x} y1={y} y2={plot.y + plot.height} stroke={colour} strokeDasharray="2 3" />
        <circle cx={x} cy={y} r={4} fill={isOpen ? BACKGROUND : colour} stroke={colour} strokeWidth={2} />
        <PlotText
          x={x + (before ? -8 : 10)}
          y={y + (before ? -10 : above ? -16 : 14)}
          anchor={before ? "end" : "start"}
          outlined
        >
          {formatValue("duration", median)}
        </PlotText>
      </ZIndexLayer>
    );
  });
}
