"use client";

import { type ReactNode, useRef } from "react";
import { ResponsiveContainer } from "recharts";
import { type ChartGroup, GroupLine } from "#components/charts/group-line.tsx";
import { usePrinting } from "#components/charts/use-printing.ts";
import { useUntabbedDrawing } from "#components/charts/use-untabbed-drawing.ts";

/** The widest chart that fits A4 or Letter paper between margins. */
const SHEET_WIDTH = 616;

interface ChartCanvasProps {
  /** Screen-reader description of the drawing; the values are in the table view. */
  description: string;
  groups?: readonly ChartGroup[];
  sample?: "line" | "fill";
  /** A sentence under the drawing, such as where an axis is cut. */
  note?: string;
  children: ReactNode;
}

/** The drawing with its groups and their n below; fills the available height. */
export function ChartCanvas({ description, groups = [], sample = "fill", note, children }: ChartCanvasProps) {
  const printing = usePrinting();
  const drawing = useRef<HTMLDivElement>(null);
  useUntabbedDrawing(drawing);
  return (
    <div style={{ display: "flex", flexDirection: "column", height: "100%" }}>
      <div ref={drawing} role="img" aria-label={description} style={{ flex: 1, minHeight: 0, minWidth: 0 }}>
        <ResponsiveContainer width={printing ? SHEET_WIDTH : "100%"} height="100%">
          {children}
        </ResponsiveContainer>
      </div>
      <GroupLine groups={groups} sample={sample} note={note} />
    </div>
  );
}
