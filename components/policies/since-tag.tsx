import { Tag } from "#components/ui/tag.tsx";
import { standingOf } from "#lib/policies/rules/by-statement.ts";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";

/** What results are compared with: those of an earlier revision. */
export type Since = { revision: number; isNew: (result: RunResult) => boolean };

type Props = { result: RunResult; revision: number; since: Since | null; waivers: readonly ResultWaiver[] };

/** Whether a result is new or was there before. Of advice it is not said. */
export function SinceTag({ result, revision, since, waivers }: Props) {
  if (!since || standingOf(result, waivers) === "advice") return null;
  if (since.isNew(result)) return <Tag tone="bad">New in r{revision}</Tag>;
  return <Tag>Still there since r{since.revision}</Tag>;
}
