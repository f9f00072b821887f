"use client";

import { Anchor, Box, Group, Paper, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import Link from "next/link";
import { type ReactNode, useId, useState } from "react";
import { ChartTable, type ChartTableColumn, type ChartTableRow } from "#components/charts/chart-table.tsx";
import { formatCount } from "#components/charts/format.ts";
import { QUIET_TEXT } from "#components/charts/palette.ts";

export interface ChartFrameProps {
  title: string;
  /** What is counted, in one line. */
  definition: string;
  /** The time the values are from, such as "2026 Q3, as of 25 November 2026". */
  window: string;
  n: number;
  columns: readonly ChartTableColumn[];
  rows: readonly ChartTableRow[];
  csvHref?: string;
  rowsHref?: string;
  rowsLabel?: string;
  /** Said in place of the chart when n is 0. */
  emptyText?: string;
  /** Of the chart or table in pixels; the same for both, so that switching moves nothing. */
  height?: number;
  titleOrder?: 2 | 3 | 4;
  children: ReactNode;
}

const VIEWS = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
];

/** A chart with what a reader needs to trust it: definition, window, n, the values as a table, and the rows behind it. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, definition, window, n, columns, rows, height = 280, titleOrder = 3, children } = props;
  const [view, setView] = useState("chart");
  const titleId = useId();
  return (
    <Paper component="figure" withBorder p="md" m={0} miw={0} aria-labelledby={titleId}>
      <Stack gap="xs">
        <Stack component="figcaption" gap={2}>
          <Title order={titleOrder} size="h4" id={titleId}>
            {title}
          </Title>
          <Text size="sm">{definition}</Text>
          <Text size="xs" c={QUIET_TEXT}>
            {window} · n = {formatCount(n)}
          </Text>
        </Stack>
        <Group justify="space-between" gap="xs" data-print="hidden">
          <SegmentedControl
            size="xs"
            data={VIEWS}
            value={view}
            onChange={setView}
            transitionDuration={0}
            aria-label={`View of ${title}`}
          />
          <FrameLinks {...props} />
        </Group>
        <Box h={height} style={{ overflow: "hidden" }}>
          {view === "table" ? (
            // The region scrolls, so the keyboard must be able to reach it.
            <Box component="section" h="100%" aria-label={`${title}: table`} tabIndex={0} style={{ overflow: "auto" }}>
              <ChartTable caption={`${title}, ${window}`} columns={columns} rows={rows} />
            </Box>
          ) : (
            <ChartOrEmpty {...props}>{children}</ChartOrEmpty>
          )}
        </Box>
      </Stack>
    </Paper>
  );
}

function FrameLinks({ title, csvHref, rowsHref, rowsLabel = "Rows behind it" }: ChartFrameProps) {
  return (
    <Group gap="md">
      {rowsHref ? (
        <Anchor component={Link} href={rowsHref} prefetch={false} size="sm" aria-label={`${rowsLabel}: ${title}`}>
          {rowsLabel}
        </Anchor>
      ) : null}
      {csvHref ? (
        <Anchor href={csvHref} download size="sm" aria-label={`CSV: ${title}`}>
          CSV
        </Anchor>
      ) : null}
    </Group>
  );
}

function ChartOrEmpty({ n, emptyText = "Nothing to show in this window yet.", children }: ChartFrameProps) {
  return n > 0 ? children : <Text size="sm">{emptyText}</Text>;
}
