import Link from "next/link";
import type { HeadlineMetrics } from "#lib/metrics/output.ts";
import { metricDefinition } from "#lib/metrics/rules/definitions.ts";
import { escapeWords } from "#lib/metrics/rules/escapes.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { formatCount, formatValue } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import classes from "./guards.module.css";
import { figureWords } from "./metric-words.ts";

type Props = {
  metrics: Pick<HeadlineMetrics, "escapes" | "figures" | "involvement" | "leadTime" | "noFeed">;
  query: Picked;
  /** Heading level when nested under another title. */
  heading?: "h2" | "h3";
};

/**
 * The counter-metrics in one line, showing what a good headline number could hide. Missing or discarded metrics are
 * named too.
 */
export function Guards({ metrics, query, heading: Heading = "h2" }: Props) {
  const { escapes, figures, involvement, leadTime, noFeed } = metrics;
  const { idle } = involvement;
  const acting = figures.find(({ id }) => id === "M17");
  const now = acting?.quarters.at(-1);
  return (
    <div className={classes.guards}>
      <Heading className={classes.title}>Guardrails</Heading>
      <ul className={classes.list}>
        {escapes.state === "no_feed" ? null : (
          <li>
            <Link href={paths.metricRows("M5", query)} prefetch={false} title="Definition and rows of M5">
              {escapes.name}: {escapeWords(escapes)}
            </Link>
          </li>
        )}
        {leadTime.cancelledShare === null ? null : <li>{ofWords("Cancelled", leadTime.cancelledShare, leadTime.n)}</li>}
        {idle ? <li>{ofWords("Assigned but idle", idle.share, idle.n)}</li> : null}
        {acting && now ? (
          <li>
            <Link href={paths.metricRows("M17", query)} prefetch={false} title="Definition of M17">
              {now.value === null || now.n === null
                ? `${acting.name}: ${figureWords(acting.kind, now)}`
                : ofWords(acting.name, now.value, now.n)}
            </Link>
          </li>
        ) : (
          <li>{metricDefinition("M17").name}: not recorded when these numbers were frozen</li>
        )}
        {noFeed.map(({ id, sentence }) => (
          <li key={id}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

/** "Cancelled 3.3 % of 90" */
function ofWords(what: string, share: number, n: number): string {
  return `${what} ${formatValue("share", share)} of ${formatCount(n)}`;
}
