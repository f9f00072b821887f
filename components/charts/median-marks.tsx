import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import type { Box } from "#components/charts/box.ts";
import { BEHIND_PIECE, medianWords, PIECE } from "#components/charts/median-words.ts";
import { BACKGROUND, seriesStyle } from "#components/charts/palette.ts";
import { PlotText } from "#components/charts/plot-text.tsx";
import { formatValue, inUnit } from "#lib/numbers.ts";

export interface MedianArm {
  label: string;
  median?: number | null;
  isOpen?: boolean;
}

/** Marks where each curve reaches half, with a line down to the day. */
export function MedianMarks({ arms }: { arms: readonly MedianArm[] }) {
  return useMedianMarks(arms).map(({ label, isOpen, colour, dash, x, y, drop, words, text }) => {
    const middle = (words.top + words.bottom) / 2;
    const start = words.isApart ? words.left + PIECE + BEHIND_PIECE : words.left;
    return (
      <ZIndexLayer key={label} zIndex={DefaultZIndexes.line + 1}>
        <line x1={x} x2={x} y1={y} y2={drop.bottom} stroke={colour} strokeDasharray="2 3" />
        <circle cx={x} cy={y} r={4} fill={isOpen ? BACKGROUND : colour} stroke={colour} strokeWidth={2} />
        {words.isApart ? (
          <line
            x1={words.left}
            x2={words.left + PIECE}
            y1={middle}
            y2={middle}
            stroke={colour}
            strokeDasharray={dash}
            strokeWidth={2}
          />
        ) : null}
        <PlotText
          x={words.isBefore ? words.right : start}
          y={middle}
          anchor={words.isBefore ? "end" : "start"}
          outlined
        >
          {text}
        </PlotText>
      </ZIndexLayer>
    );
  });
}

/** Marks for arms that have a median, with the plot area their text and drop lines cover. */
export function useMedianMarks(arms: readonly MedianArm[]) {
  const plot = usePlotArea();
  const across = useXAxisScale();
  const up = useYAxisScale();
  if (!plot || !across || !up) return [];
  const y = up(50) ?? 0;
  const bottom = plot.y + plot.height;
  const marked = arms.flatMap(({ label, median = null, isOpen = false }, index) => {
    const x = median === null ? undefined : across(inUnit("duration", median));
    return median === null || x === undefined
      ? []
      : [{ label, isOpen, x, y, text: formatValue("duration", median), ...seriesStyle(index) }];
  });
  const boxes = medianWords(marked, y, { left: plot.x, right: plot.x + plot.width, top: plot.y, bottom });
  return marked.flatMap((mark, index) => {
    const words = boxes[index];
    const drop: Box = { left: mark.x, right: mark.x, top: y, bottom };
    return words ? [{ ...mark, words, drop }] : [];
  });
}
