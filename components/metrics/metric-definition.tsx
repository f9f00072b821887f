import Link from "next/link";
import { FactLines } from "#components/ui/page/fact-lines.tsx";
import type { MetricRows } from "#lib/metrics/output.ts";
import { metricDefinition } from "#lib/metrics/rules/definitions.ts";
import { guardsOf } from "#lib/metrics/rules/guards.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { paths } from "#lib/paths.ts";

type Props = { metric: MetricRows["metric"]; query: Picked };

/** A metric's definition, window, display and blind spots, with links to its guardrails. */
export function MetricDefinition({ metric, query }: Props) {
  const { id, definition, window, shownAs, beside } = metric;
  const guards = guardsOf(id).flatMap((guard) => (guard === "M24" ? [] : [metricDefinition(guard)]));
  return (
    <FactLines
      narrow
      items={[
        { label: "Definition", value: definition },
        { label: "Window", value: window },
        { label: "Shown as", value: shownAs },
        ...(beside ? [{ label: "Guardrails", value: beside }] : []),
        ...guards.map(({ id, name }) => ({
          label: "Guarded by",
          value: (
            <Link href={paths.metricRows(id, query)} prefetch={false}>
              {name} ({id})
            </Link>
          ),
        })),
      ]}
    />
  );
}
