import type { Column } from "#components/ui/lists/data-table.tsx";
import { Status } from "#components/ui/words/status.tsx";
import { counted } from "#lib/words.ts";

/** The column of how many threats of a model have no documented mitigation, the same in every table of models. */
export const UNDOCUMENTED: Column = { key: "undocumented", label: "No documented mitigation", width: "11rem" };

/** How many they are; none is calm. */
export function UndocumentedCount({ count }: { count: number }) {
  if (count === 0) return <span className="dimmed">None</span>;
  return <Status value="unmet" size="sm" label={counted(count, "threat")} />;
}
