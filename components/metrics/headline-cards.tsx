import Link from "next/link";
import { Sparkline } from "#components/ui/words/sparkline.tsx";
import { Tag } from "#components/ui/words/tag.tsx";
import type { HeadlineMetrics } from "#lib/metrics/output.ts";
import type { Comparison } from "#lib/metrics/rules/comparison.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { paths } from "#lib/paths.ts";
import classes from "./headline-cards.module.css";
import { headlinesOf } from "./headlines.ts";

type Props = {
  metrics: HeadlineMetrics;
  comparison: Comparison;
  query: Picked;
  /** Heading level when nested under another title. */
  heading?: "h2" | "h3";
};

/** The headline numbers with interval, comparison and n. Each links to its definition and rows. */
export function HeadlineCards({ metrics, comparison, query, heading: Heading = "h2" }: Props) {
  return (
    <ul className={classes.cards}>
      {headlinesOf(metrics, comparison).map(({ id, name, value, beside, inWords, tag, trend, before, n }) => (
        <li key={id} className={classes.card}>
          <Heading className={classes.name}>
            <Link href={paths.metricRows(id, query)} prefetch={false} title={`Definition and rows of ${id}`}>
              {name}
            </Link>
            {tag ? <Tag>{tag}</Tag> : null}
          </Heading>
          <p className={classes.value} data-words={inWords || undefined} data-alone={!trend || undefined}>
            {value} {beside ? <small>{beside}</small> : null}
          </p>
          {trend ? (
            <div className={classes.spark}>
              <Sparkline {...trend} />
            </div>
          ) : null}
          <p className={classes.line}>{before}</p>
          <p className={classes.line}>{n}</p>
        </li>
      ))}
    </ul>
  );
}
