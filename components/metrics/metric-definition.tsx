import { FactLines } from "#components/ui/fact-lines.tsx";
import type { MetricRows } from "#lib/metrics/output.ts";

/** What a number counts, of when, how it is shown, and what it can hide. */
export function MetricDefinition({ metric }: { metric: MetricRows["metric"] }) {
  const { definition, window, shownAs, beside } = metric;
  return (
    <FactLines
      narrow
      items={[
        { label: "Definition", value: definition },
        { label: "Window", value: window },
        { label: "Shown as", value: shownAs },
        ...(beside ? [{ label: "Beside it", value: beside }] : []),
      ]}
    />
  );
}
