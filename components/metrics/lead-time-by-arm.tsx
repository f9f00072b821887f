"use client";

import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { SurvivalChart } from "#components/charts/survival-chart.tsx";
import { TIER_WORDS } from "#lib/intake/rules/tiers.ts";
import { m } from "#lib/member-name.ts";
import type { LeadTimeByArm as ByArm } from "#lib/metrics/output.ts";
import { ARM_WORDS, COMPARED, type Compared, MIN_REVIEWS, MIN_TEAMS } from "#lib/metrics/rules/arms.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { formatValue } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import { counted } from "#lib/words.ts";
import classes from "./metric-charts.module.css";
import { quarterName } from "./metric-words.ts";
import { QUANTILE_COLUMNS, quantileRow } from "./quantile-table.ts";

/** Compares both arms one tier at a time, because whole arms cannot show a guardian's effect. */
export function LeadTimeByArm({ byArm, query }: { byArm: ByArm; query: Picked }) {
  const window = `The program, ${byArm.from.label} to ${quarterName(byArm.to)}`;
  if (byArm.state === "too_few_teams") {
    const { guardian, none } = byArm.teams;
    return (
      <p>
        {window}: not enough teams. {counted(guardian, "team")}
        {m` had reviews with a guardian and `}
        {none} without; each side needs {MIN_TEAMS}.
      </p>
    );
  }
  const missing = byArm.mix.filter(({ tier }) => !byArm.tiers.some((each) => each.tier === tier));
  return (
    <>
      <p>
        {m`Guardians are given the harder changes, so compare within a tier, not overall.`}{" "}
        {COMPARED.map((arm) => mixWords(byArm, arm)).join(" ")}
      </p>
      <div className={classes.charts}>
        {byArm.tiers.map(({ tier, ...arms }) => (
          <ChartFrame
            key={tier}
            title={`Lead time, ${TIER_WORDS[tier].toLowerCase()} tier`}
            definition={m`Share of reviews decided by days since the first submit. With a guardian: one was assigned and active at the first submit.`}
            window={window}
            n={arms.guardian.n + arms.none.n}
            columns={QUANTILE_COLUMNS}
            rows={COMPARED.map((arm) => quantileRow(ARM_WORDS[arm], arms[arm]))}
            csvHref={paths.metricChart("lead-time-by-arm", query)}
          >
            <SurvivalChart
              arms={COMPARED.map((arm) => ({ label: ARM_WORDS[arm], n: arms[arm].n, points: arms[arm].curve }))}
            />
          </ChartFrame>
        ))}
      </div>
      {missing.length > 0 ? (
        <p className="dimmed">
          Not drawn, with fewer than {MIN_REVIEWS} reviews in an arm:{" "}
          {missing
            .map(({ tier, guardian, none }) => `${TIER_WORDS[tier]} (${guardian} with, ${none} without)`)
            .join(", ")}
          .
        </p>
      ) : null}
    </>
  );
}

/** "With a guardian: 120 reviews of 14 teams (low 20 %, medium 50 %, high 30 %)." */
function mixWords({ mix, teams }: ByArm, arm: Compared): string {
  const n = mix.reduce((sum, row) => sum + row[arm], 0);
  const shares = mix.map(
    (row) => `${TIER_WORDS[row.tier].toLowerCase()} ${formatValue("share", n === 0 ? 0 : row[arm] / n)}`,
  );
  return `${ARM_WORDS[arm]}: ${counted(n, "review")} of ${counted(teams[arm], "team")} (${shares.join(", ")}).`;
}
