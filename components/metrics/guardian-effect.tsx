import type { ReactNode } from "react";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { Status } from "#components/ui/words/status.tsx";
import { m } from "#lib/member-name.ts";
import type { EstimateOutput, GuardianEffectOutput, Metrics } from "#lib/metrics/output.ts";
import { MIN_REVIEWS, MIN_TEAMS } from "#lib/metrics/rules/arms.ts";
import { drawsOf } from "#lib/metrics/rules/draws.ts";
import {
  detectableWords,
  EFFECT_WORDS,
  effectWords,
  estimateWords,
  FINDINGS,
  intervalWords,
  SPEED,
  speedCaveat,
  withinWords,
} from "#lib/metrics/rules/effect-words.ts";
import { PUBLISHED } from "#lib/metrics/rules/published.ts";
import { formatCount, formatValue } from "#lib/numbers.ts";
import { capital, counted } from "#lib/words.ts";
import classes from "./guardian-effect.module.css";
import { quarterName } from "./metric-words.ts";

type Row = {
  what: string;
  id: string;
  estimate: EstimateOutput;
  difference: typeof SPEED;
  published: number | null;
  caveat?: string | null;
};

/** The drawn range as fractions of 1; values beyond end at the edge. */
const RANGE = { from: -0.6, to: 0.8 };

/** The effect of a guardian with its interval: one row per metric, and a conclusion in words. */
export function GuardianEffect({ effect, action }: { effect: Metrics["effect"]; action?: ReactNode }) {
  const window = `The program, ${effect.from.label} to ${quarterName(effect.to)}`;
  const rows = rowsOf(effect);
  return (
    <Section title={m`With a guardian`} id="effect" facts={window} action={action}>
      {rows.length === 0 ? <p>{tooFewWords(effect)}</p> : <Forest rows={rows} effect={effect} />}
    </Section>
  );
}

function rowsOf(effect: GuardianEffectOutput): Row[] {
  const { speed, within, findings } = effect;
  if (!speed || !findings) return [];
  return [
    {
      what: "Lead time (M2)",
      ...{ id: "M2", estimate: speed, difference: SPEED, published: PUBLISHED.faster, caveat: speedCaveat(effect) },
    },
    ...(within
      ? [
          {
            what: "Lead time, each team against itself",
            id: "within",
            estimate: within,
            difference: SPEED,
            published: null,
          },
        ]
      : []),
    {
      what: "Findings per review (M3)",
      id: "M3",
      estimate: findings,
      difference: FINDINGS,
      published: PUBLISHED.fewer,
    },
  ];
}

function tooFewWords({ state, n, teams }: GuardianEffectOutput): string {
  const sides = m`${counted(n.guardian, "review")} of ${counted(teams.guardian, "team")} with a guardian, ${formatCount(n.none)} of ${teams.none} without`;
  return `${EFFECT_WORDS[state]}: ${sides}. Each side needs ${MIN_REVIEWS} reviews of ${MIN_TEAMS} teams.`;
}

function Forest({ rows, effect }: { rows: Row[]; effect: Metrics["effect"] }) {
  const { n, imported, dropped } = effect;
  return (
    <>
      <DataTable
        caption={m`What a guardian changes`}
        columns={[
          { key: "what", label: "Of comparable changes", width: "26%" },
          { key: "less", label: m`With a guardian`, width: "30%", wraps: true },
          { key: "drawn", label: "95 % interval", width: "20%", bare: true },
          { key: "said", label: "Conclusion", width: "24%", wraps: true, bare: true },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: {
            what: row.what,
            less: capital(estimateWords(row.estimate, row.difference)),
            drawn: <Interval {...row} />,
            said: <Said {...row} />,
          },
        }))}
        empty={null}
      />
      <p className={classes.foot}>
        n = {formatCount(n.guardian)}
        {m` with a guardian, `}
        {formatCount(n.none)} without, weighted to the same mix of quarters, tiers and types; whole teams drawn{" "}
        {formatCount(drawsOf(n.guardian + n.none))} times.{" "}
        {effect.within ? "" : `${withinWords(effect)}: no comparison of each team against itself. `}
        {imported > 0 ? `${formatCount(imported)} of the reviews are imported. ` : ""}
        {dropped > 0
          ? `${formatValue("share", dropped)} of the reviews are left out: the other group has no comparable ones. `
          : ""}
        The dotted mark is what AWS has published of its own program.
      </p>
    </>
  );
}

function Said({ estimate, difference: { less, more }, caveat }: Row) {
  if (estimate.claimed) {
    const better = estimate.value !== null && estimate.value > 0;
    const word = capital(better ? less : more);
    if (caveat) return <Doubted label={word} doubt={caveat} />;
    return <Status value={better ? "good" : "bad"} label={word} size="sm" />;
  }
  return <Doubted label="No difference shown" doubt={detectableWords(estimate)} />;
}

function Doubted({ label, doubt }: { label: string; doubt: string | null }) {
  return (
    <>
      <Status value="neutral" label={label} size="sm" quiet />
      {doubt ? <span className="dimmed">, {doubt}</span> : null}
    </>
  );
}

/** The interval on a line through 0; right of 0 means less with a guardian. */
function Interval({ estimate, published, difference }: Row) {
  const { value, low, high } = estimate;
  const from = placeOf(low ?? RANGE.from);
  const to = placeOf(high ?? RANGE.to);
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" className={classes.interval} role="img">
      <title>{`${capital(effectWords(estimate, difference))}, ${intervalWords(estimate, difference)}`}</title>
      <line className={classes.zero} x1={placeOf(0)} x2={placeOf(0)} y1="0" y2="10" />
      {published === null ? null : (
        <line className={classes.published} x1={placeOf(published)} x2={placeOf(published)} y1="0" y2="10" />
      )}
      <line className={classes.range} x1={from} x2={to} y1="5" y2="5" />
      {value === null ? null : <line className={classes.value} x1={placeOf(value)} x2={placeOf(value)} y1="2" y2="8" />}
    </svg>
  );
}

function placeOf(value: number): number {
  const share = (value - RANGE.from) / (RANGE.to - RANGE.from);
  return Math.min(1, Math.max(0, share)) * 100;
}
