import { Tag } from "#components/ui/words/tag.tsx";
import { standingOf } from "#lib/policies/rules/by-statement.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";

/** What results are compared with: those of an earlier revision. `arrived` says when what is new came: "in r6". */
export type Since = { revision: number; arrived: string; isNew: (result: RunResult) => boolean };

type Props = { result: RunResult; since: Since | null; waivers: readonly ResultWaiver[] };

/** Whether a result is new or was there before. Of advice it is not said. */
export function SinceTag({ result, since, waivers }: Props) {
  if (!since || standingOf(result, waivers) === "advice") return null;
  if (since.isNew(result)) return <Tag tone="bad">New {since.arrived}</Tag>;
  return <Tag>Still there since r{since.revision}</Tag>;
}
