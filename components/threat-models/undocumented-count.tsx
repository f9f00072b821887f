import type { Column } from "#components/ui/lists/data-table.tsx";
import { Status } from "#components/ui/words/status.tsx";
import { counted } from "#lib/words.ts";

/** Column counting a model's threats without documented mitigation, shared by all model tables. */
export const UNDOCUMENTED: Column = { key: "undocumented", label: "No documented mitigation", width: "11rem" };

/** The count; zero is dimmed. */
export function UndocumentedCount({ count }: { count: number }) {
  if (count === 0) return <span className="dimmed">None</span>;
  return <Status value="unmet" size="sm" label={counted(count, "threat")} />;
}
