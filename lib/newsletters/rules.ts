import type { Belt } from "#lib/belts/rules.ts";
import type { Metrics } from "#lib/metrics/output.ts";

/** What one guardian did in the quarter: counted from records, never summed into points. */
export type GuardianCredit = {
  personId: number;
  name: string;
  team: string;
  reviews: number;
  blockingFixed: number;
  checksRepaired: number;
};

/** The numbers of a letter as they were when it was drafted. A later change of the data does not change them. */
export type Snapshot = {
  organisation: { id: number; name: string };
  quarter: Metrics["quarter"];
  asOf: string;
  metrics: Pick<Metrics, "leadTime" | "findings" | "backlog" | "involvement" | "training" | "noFeed">;
  guardians: GuardianCredit[];
  belts: { name: string; belt: Belt; on: string }[];
  uncovered: { service: string; team: string }[];
  overdueConditions: { review: string; text: string; dueOn: string }[];
  endingWaivers: { review: string; gate: string; expiresOn: string }[];
  joined: string[];
  left: string[];
  leftOut: { imported: number; drafts: number };
};

/** A number of a letter that has changed since it was drafted. */
export type Change = { what: string; before: string; after: string };

/** The lines of a letter whose numbers differ from the present ones. */
export function changesSince(frozen: Snapshot["metrics"], present: Snapshot["metrics"]): Change[] {
  const pairs: [string, string, string][] = [
    ["Lead time, median", days(frozen.leadTime.groups.all.median), days(present.leadTime.groups.all.median)],
    ["Reviews submitted", String(frozen.leadTime.n), String(present.leadTime.n)],
    ["Findings per review", rate(frozen.findings.groups.all.rate), rate(present.findings.groups.all.rate)],
    ["Open reviews", String(frozen.backlog.n), String(present.backlog.n)],
    ["Guardian involved", share(frozen.involvement.involved?.share), share(present.involvement.involved?.share)],
    ["Training complete", share(frozen.training.share), share(present.training.share)],
  ];
  return pairs
    .filter(([, before, after]) => before !== after)
    .map(([what, before, after]) => ({ what, before, after }));
}

/** A quantile in days with one decimal; what is hidden or not reached is said. */
export function days({ value, state }: { value: number | null; state: string }): string {
  if (state === "hidden") return "hidden (fewer than 5 at risk)";
  return value === null ? "not reached" : `${(value / 86_400).toFixed(1)} d`;
}

export function rate(value: number | null): string {
  return value === null ? "–" : value.toFixed(2);
}

export function share(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : `${Math.round(value * 1_000) / 10} %`;
}
