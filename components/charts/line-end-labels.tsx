import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import { textWidth } from "#components/charts/fit-text.ts";
import { labelSpots, roomAbove, stepBoxes } from "#components/charts/label-spots.ts";
import { type MedianArm, useMedianMarks } from "#components/charts/median-marks.tsx";
import { seriesStyle } from "#components/charts/palette.ts";
import { PlotText } from "#components/charts/plot-text.tsx";
import type { StepRow } from "#components/charts/step-rows.ts";

const LINE_HEIGHT = 16;
/** Length of the line sample next to a label, and the gap between the two. */
const SAMPLE = 16;
const GAP = 6;

/** Space above the plot for the label of a line running along its top, in pixels. */
export const ROOM_ABOVE = roomAbove(LINE_HEIGHT);

type Props = { labels: readonly string[]; rows: readonly StepRow[]; arms: readonly MedianArm[] };

/**
 * Labels each line near its end with a line sample, clear of lines, axis and medians. Lines without data get no label.
 */
export function LineEndLabels({ labels, rows, arms }: Props) {
  const plot = usePlotArea();
  const across = useXAxisScale();
  const toPixels = useYAxisScale();
  const medians = useMedianMarks(arms);
  if (!plot || !across || !toPixels) return null;
  const [right, bottom] = [plot.x + plot.width, plot.y + plot.height];
  const curves = labels.map((_, arm) =>
    rows.flatMap(({ days, decided }) => {
      const [x, y] = [across(days), toPixels(decided[arm] ?? undefined)];
      return x === undefined || y === undefined ? [] : [{ x, y }];
    }),
  );
  const named = labels.flatMap((label, index) => {
    const end = curves[index]?.at(-1);
    return end ? [{ label, index, end: { ...end, width: SAMPLE + GAP + textWidth(label) } }] : [];
  });
  const axis = { left: plot.x, right, top: bottom, bottom };
  const spots = labelSpots(
    named.map(({ end }) => end),
    [...curves.flatMap(stepBoxes), axis, ...medians.flatMap(({ drop, words }) => [drop, words])],
    { left: plot.x, right, top: plot.y - ROOM_ABOVE, bottom },
    LINE_HEIGHT,
  );
  return named.map(({ label, index, end }, position) => (
    <LineName key={label} label={label} index={index} {...(spots[position] ?? end)} />
  ));
}

/** A label with a sample of its line's colour and dashes. */
function LineName({ label, index, x, y }: { label: string; index: number; x: number; y: number }) {
  const { colour, dash } = seriesStyle(index);
  return (
    <>
      <ZIndexLayer zIndex={DefaultZIndexes.label}>
        <line x1={x} x2={x + SAMPLE} y1={y} y2={y} stroke={colour} strokeDasharray={dash} strokeWidth={2} />
      </ZIndexLayer>
      <PlotText x={x + SAMPLE + GAP} y={y} anchor="start" outlined>
        {label}
      </PlotText>
    </>
  );
}
