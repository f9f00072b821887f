import { Tag } from "#components/ui/words/tag.tsx";
import { standingOf } from "#lib/policies/rules/by-statement.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";

/** The earlier revision results are compared with. `arrived` says when new results appeared: "in r6". */
export type Since = { revision: number; arrived: string; isNew: (result: RunResult) => boolean };

type Props = { result: RunResult; since: Since | null; waivers: readonly ResultWaiver[] };

/** Labels a result as new or already present; advice gets no label. */
export function NewResultTag({ result, since, waivers }: Props) {
  if (!since || standingOf(result, waivers) === "advice") return null;
  if (since.isNew(result)) return <Tag tone="bad">New {since.arrived}</Tag>;
  return <Tag>Still there since r{since.revision}</Tag>;
}
