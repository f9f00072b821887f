import type { ReactNode } from "react";
import { DefaultZIndexes, ZIndexLayer } from "recharts";
import { BACKGROUND, FONT_SIZE, TEXT } from "#components/charts/palette.ts";

interface PlotTextProps {
  x: number;
  y: number;
  anchor?: "start" | "middle" | "end";
  fill?: string;
  /** Outlines text in the page colour, for text over lines. */
  outlined?: boolean;
  /** Written from bottom to top. */
  upright?: boolean;
  children: ReactNode;
}

/** Text on top of the plot, centred on `y`. */
export function PlotText(props: PlotTextProps) {
  const { x, y, anchor = "middle", fill = TEXT, outlined = false, upright = false, children } = props;
  const outline = outlined ? { stroke: BACKGROUND, strokeWidth: 3, paintOrder: "stroke" } : {};
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label}>
      <text
        x={x}
        y={y}
        textAnchor={anchor}
        dominantBaseline="central"
        fontSize={FONT_SIZE}
        fill={fill}
        transform={upright ? `rotate(-90 ${x} ${y})` : undefined}
        {...outline}
      >
        {children}
      </text>
    </ZIndexLayer>
  );
}
