import { Group, Text } from "@mantine/core";
import { QUIET_TEXT, seriesStyle } from "#components/charts/palette.ts";
import { formatCount } from "#lib/numbers.ts";

export interface ChartGroup {
  label: string;
  n: number;
}

interface GroupLineProps {
  groups: readonly ChartGroup[];
  /** Whether the chart draws its groups as lines or fills. */
  sample: "line" | "fill";
  note?: string | undefined;
}

/** The groups of a chart with their n, each with a sample of its line or fill. */
export function GroupLine({ groups, sample, note }: GroupLineProps) {
  if (groups.length === 0 && !note) return null;
  return (
    <Group gap="md" px="xs" pt={4} style={{ rowGap: 0 }}>
      {groups.map(({ label, n }, index) => (
        <Text key={label} size="xs" component="span" style={{ overflowWrap: "anywhere" }}>
          <Sample index={index} dashed={sample === "line"} /> {label}{" "}
          <span style={{ whiteSpace: "nowrap" }}>n = {formatCount(n)}</span>
        </Text>
      ))}
      {note ? (
        <Text size="xs" c={QUIET_TEXT}>
          {note}
        </Text>
      ) : null}
    </Group>
  );
}

function Sample({ index, dashed }: { index: number; dashed: boolean }) {
  const { colour, dash } = seriesStyle(index);
  return (
    <svg width="18" height="8" aria-hidden="true">
      <line x1="0" x2="18" y1="4" y2="4" stroke={colour} strokeWidth="4" strokeDasharray={dashed ? dash : undefined} />
    </svg>
  );
}
