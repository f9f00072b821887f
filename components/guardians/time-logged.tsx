import { type Column, DataTable } from "#components/ui/lists/data-table.tsx";
import { Fold } from "#components/ui/page/fold.tsx";
import type { ActivityWeek } from "#lib/activity/output.ts";
import { ACTIVITY_TYPES, ACTIVITY_WORDS, durationWords } from "#lib/activity/rules.ts";
import { counted, dayWords } from "#lib/words.ts";

/** Logged time by week and by purpose. */
export function TimeLogged({ weeks }: { weeks: ActivityWeek[] }) {
  const rows = weeks
    .filter(({ minutes }) => minutes > 0)
    .map(({ week, minutes, byType }) => ({
      key: week,
      cells: {
        week: dayWords(week),
        minutes: durationWords(minutes),
        into: ACTIVITY_TYPES.filter((type) => byType[type])
          .map((type) => `${ACTIVITY_WORDS[type]} ${durationWords(byType[type] ?? 0)}`)
          .join(", "),
      },
    }));
  if (rows.length === 0) return <p className="dimmed">No time logged in the last twelve weeks.</p>;
  const earlier = rows.slice(SHOWN);
  return (
    <>
      <DataTable caption="Time logged by week" columns={COLUMNS} rows={rows.slice(0, SHOWN)} empty={null} />
      {earlier.length > 0 ? (
        <Fold bare line={counted(earlier.length, "earlier week")}>
          <DataTable caption="Time logged by week, earlier" columns={COLUMNS} rows={earlier} empty={null} />
        </Fold>
      ) : null}
    </>
  );
}

/** Just over a month; older weeks are collapsed. */
const SHOWN = 5;

const COLUMNS: Column[] = [
  { key: "week", label: "Week of", width: "20%" },
  { key: "minutes", label: "Time", align: "right", width: "18%" },
  { key: "into", label: "Spent on", width: "62%" },
];
