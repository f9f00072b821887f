import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ActivityWeek } from "#lib/activity/output.ts";
import { ACTIVITY_TYPES, ACTIVITY_WORDS, durationWords } from "#lib/activity/rules.ts";

const COLUMNS = [
  { key: "week", label: "Week of" },
  { key: "total", label: "Total", align: "right" as const },
  { key: "types", label: "On what" },
];

/** Logged time by week, the latest first. */
export function TimeLog({ weeks }: { weeks: ActivityWeek[] }) {
  const rows = weeks.map(({ week, minutes, byType }) => ({
    key: week,
    cells: {
      week,
      total: durationWords(minutes),
      types: ACTIVITY_TYPES.flatMap((type) => {
        const spent = byType[type];
        return spent ? [`${ACTIVITY_WORDS[type]} ${durationWords(spent)}`] : [];
      }).join(", "),
    },
  }));
  return (
    <DataTable
      caption="Time logged by week"
      columns={COLUMNS}
      rows={rows}
      empty={
        <EmptyState title="No time logged in the last twelve weeks">Logged minutes add up here by week.</EmptyState>
      }
    />
  );
}
