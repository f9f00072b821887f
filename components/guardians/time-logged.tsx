import { DataTable } from "#components/ui/data-table.tsx";
import type { ActivityWeek } from "#lib/activity/output.ts";
import { ACTIVITY_TYPES, ACTIVITY_WORDS, durationWords } from "#lib/activity/rules.ts";

/** Logged time by week and by what it went into. */
export function TimeLogged({ weeks }: { weeks: ActivityWeek[] }) {
  const rows = weeks
    .filter(({ minutes }) => minutes > 0)
    .map(({ week, minutes, byType }) => ({
      key: week,
      cells: {
        week,
        minutes: durationWords(minutes),
        into: ACTIVITY_TYPES.filter((type) => byType[type])
          .map((type) => `${ACTIVITY_WORDS[type]} ${durationWords(byType[type] ?? 0)}`)
          .join(", "),
      },
    }));
  return (
    <DataTable
      caption="Time logged by week"
      columns={[
        { key: "week", label: "Week of", width: "8rem" },
        { key: "minutes", label: "Time", align: "right", width: "6rem" },
        { key: "into", label: "Went into" },
      ]}
      rows={rows}
      empty={<p className="dimmed">No time logged in the last twelve weeks.</p>}
    />
  );
}
