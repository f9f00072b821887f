import { m, named } from "#lib/member-name.ts";
import type { MetricId } from "#lib/metrics/rules/definitions.ts";
import { claimWords, EFFECT_WORDS, FINDINGS, speedWords } from "#lib/metrics/rules/effect-words.ts";
import { escapeWords } from "#lib/metrics/rules/escapes.ts";
import { intervalWords, quantileWords } from "#lib/metrics/rules/figure.ts";
import { parseQuarter, quarterLabel, shiftQuarter } from "#lib/metrics/rules/quarter.ts";
import { trainingWords } from "#lib/metrics/rules/training-share.ts";
import { formatCount, formatValue } from "#lib/numbers.ts";
import { goalNumber, goalReading, goalTarget, unitBehind } from "#lib/program/rules/goal.ts";
import type { LetterSnapshot } from "./output.ts";

/** One line of a letter that reads differently now. */
export type Change = { what: string; before: string; after: string };

/** "4.6 d" */
export function days(seconds: number | null): string {
  return seconds === null ? "–" : formatValue("duration", seconds);
}

/** "1.25" findings per review */
export function rate(value: number | null): string {
  return value === null ? "–" : formatValue("rate", value);
}

/** "26.9 %" */
export function share(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : formatValue("share", value);
}

/** The share of trained people, or the reason it is not shown. */
export function trained({ state, share: value }: LetterSnapshot["figures"]["now"]["training"]): string {
  return value === null ? trainingWords(state) : share(value);
}

/** The guardians a letter names: those who took part in a decided review. */
export function withAPart<Credit extends { reviews: number }>(guardians: readonly Credit[]): Credit[] {
  return guardians.filter(({ reviews }) => reviews > 0);
}

/** The total number of items at risk: the named worst ones and the rest; null if an older letter lacks the count. */
export function howMany(snapshot: LetterSnapshot, of: keyof LetterSnapshot["unnamed"]): number | null {
  const named = snapshot[of];
  return named && named.length + snapshot.unnamed[of];
}

/** A number in words, and its n. */
type Said = { said: string; n: number | null };

/**
 * A number of a letter: its metric, its value for the quarter, and for the previous one; null if it covers only one.
 */
type NumberLine = { metric: MetricId; what: string; now: Said; before: Said | null };

export function numberLines({ figures: { now, before }, escapes, backlog, members }: LetterSnapshot): NumberLine[] {
  const both = (of: (figures: Figures) => Said) => ({
    now: of(now),
    before: before ? of(before) : { said: "–", n: null },
  });
  return [
    {
      metric: "M1",
      what: LEAD_TIME,
      ...both(medianOf),
    },
    {
      metric: "M3",
      what: "Findings per review",
      ...both(({ findings }) => ({ said: rate(findings.rate), n: findings.n })),
    },
    {
      metric: "M5",
      what: "Escapes per approval of the quarter",
      now: { said: escapeWords(escapes), n: escapes.ripe },
      before: null,
    },
    {
      metric: "M10",
      what: named("Guardian involved (95 % interval)", members),
      ...both(involvedOf),
    },
    {
      metric: "M14",
      what: "Training complete",
      ...both(({ training }) => ({ said: trained(training), n: training.n })),
    },
    {
      metric: "M6",
      what: "Open reviews when drafted",
      now: { said: backlogWords(backlog), n: backlog.n },
      before: null,
    },
  ];
}

/** "6 open, oldest 12.5 d" */
function backlogWords({ n, oldest }: LetterSnapshot["backlog"]): string {
  return oldest === null ? `${formatCount(n)} open` : `${formatCount(n)} open, oldest ${days(oldest)}`;
}

type Figures = LetterSnapshot["figures"]["now"];

const LEAD_TIME = "Lead time, median (95 % interval)";

function medianOf({ leadTime: { median, n } }: Pick<Figures, "leadTime">): Said {
  return { said: withInterval(quantileWords(median, n), intervalWords("duration", median)), n };
}

function involvedOf({ involvement: { involved, n } }: Figures): Said {
  return { said: withInterval(share(involved?.share), intervalWords("share", involved ?? {})), n };
}

function withInterval(said: string, interval: string | null): string {
  return interval === null ? said : `${said} (${interval})`;
}

type Goal = LetterSnapshot["goals"][number];

/**
 * A goal of a letter in words: its baseline, trend, current value and target. Numbers are written for display next to
 * `target`.
 */
export function goalLine(goal: Goal, target = goal.target) {
  const { outcome, metric, organisation, unit, baseline, now, window, note } = goal;
  const behind = unitBehind(metric, unit);
  const read = { metric, target };
  return {
    goal: `${outcome} (${metric} of ${organisation ?? "the program"}${behind === null ? "" : `, ${behind}`})`,
    baseline: baseline === null ? "–" : goalNumber(read, baseline),
    trend: goal.trend?.map((value) => (value === null ? "–" : goalNumber(read, value))) ?? [],
    now: `${now === null ? (note ?? "–") : goalReading(read, now)} (${window})`,
    target: goalTarget(goal),
  };
}

/** The quarters of a goal's trend, "2026 Q1 to 2026 Q3"; the last one judges it. Null if unknown. */
export function trendQuarters({ trend, rows }: Goal): string | null {
  const last = parseQuarter(rows?.quarter ?? "");
  if (!trend || trend.length === 0 || last === null) return null;
  if (trend.length === 1) return quarterLabel(last);
  return `${quarterLabel(shiftQuarter(last, 1 - trend.length))} to ${quarterLabel(last)}`;
}

/**
 * A line of a letter: its text, its details, and its subject, because two different subjects may have the same text.
 * Null if an older letter lacks it. `goal` says which goal it is about.
 */
type Line = { what: string; said: string; rest?: string[]; of?: unknown; goal?: Goal };

function linesOf(snapshot: LetterSnapshot): Line[] {
  const { program, figures, coverage, guardians, belts, joiners, leavers, method } = snapshot;
  const numbers = numberLines(snapshot).flatMap(({ metric, what, now, before }) => [
    // The backlog's value is its n.
    metric === "M6" ? { what, said: now.said } : numberLine(what, now),
    ...(figures.before && before ? [numberLine(`${what}, ${figures.before.quarter.label}`, before)] : []),
  ]);
  const list = (what: string, rows: readonly unknown[]) => ({ what, said: String(rows.length), of: rows });
  const risk = (what: string, of: keyof LetterSnapshot["unnamed"]) => ({
    what,
    said: String(howMany(snapshot, of) ?? "not recorded"),
    of: snapshot[of],
  });
  return [
    { what: "From", said: program },
    ...numbers,
    ...earlierLines(snapshot),
    { what: "Imported reviews", said: String(figures.now.leadTime.imported) },
    ...effectLines(snapshot.effect),
    { what: m`Teams with a guardian`, said: `${coverage.covered} of ${coverage.teams}` },
    ...(coverage.bare === null
      ? []
      : [{ what: m`Teams without a guardian when drafted`, said: String(coverage.bare) }]),
    risk("Launches late because of the review", "madeLate"),
    risk("Reviews open past their requested launch", "late"),
    risk("Launches by break-glass", "pastGates"),
    risk(m`High-risk services without a guardian`, "uncovered"),
    risk("Overdue findings", "overdueFindings"),
    risk("Overdue conditions", "overdueConditions"),
    risk("Waivers and accepted risks to renew", "waivers"),
    {
      what: m`Reviews credited to guardians`,
      said: String(guardians.reduce((sum, row) => sum + row.reviews, 0)),
      of: guardians,
    },
    list("Belts awarded", belts),
    { what: "Joined", said: namesOf(joiners) },
    { what: "Left", said: namesOf(leavers) },
    ...snapshot.goals.map((goal) => lineOfGoal(goal)),
    { what: "Imported reviews without a findings count", said: String(method.findingsLeftOut) },
    { what: "Imported reviews left out of the involvement share", said: String(method.involvementLeftOut) },
    list("Metrics without a feed", method.noFeed),
  ];
}

function lineOfGoal(goal: Goal, besideTarget = goal.target): Line {
  const { goal: what, baseline, trend, now, target } = goalLine(goal, besideTarget);
  return { what, said: now, rest: [`from ${baseline}`, `to ${target}`], of: goal.trend && trend, goal };
}

function numberLine(what: string, { said, n }: Said): Line {
  return { what, said, rest: n === null ? [] : [`n = ${formatCount(n)}`] };
}

/** The quarters that appear only in the chart. */
function earlierLines({ leadTimes }: LetterSnapshot): Line[] {
  const earlier = leadTimes?.slice(0, -2) ?? [];
  return earlier.map((each) => numberLine(`${LEAD_TIME}, ${each.quarter.label}`, medianOf(each)));
}

function effectLines(effect: LetterSnapshot["effect"]): Line[] {
  if (!effect) return [];
  const { state, n, findings } = effect;
  return [
    { what: m`Lead time with a guardian`, said: speedWords(effect) },
    { what: m`Findings with a guardian`, said: findings ? claimWords(findings, FINDINGS) : EFFECT_WORDS[state] },
    {
      what: m`Reviews with and without a guardian`,
      said: `${formatCount(n.guardian)} and ${formatCount(n.none)}`,
    },
  ];
}

/** "Ada, Nell", "nobody" */
export function namesOf(names: readonly string[]): string {
  return names.join(", ") || "nobody";
}

/**
 * What reads differently now than in the snapshot. Compared as displayed, so differences lost to rounding are not
 * changes.
 */
export function changesSince(frozen: LetterSnapshot, present: LetterSnapshot): Change[] {
  const [then, now] = [frozen, heldBy(frozen, present)].map(linesByName);
  const all = [...new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])];
  return all.flatMap((what) => {
    const before = then?.get(what);
    const after = besideTargetOf(before, now?.get(what));
    const [was, is] = [partsOf(before), partsOf(after)];
    if (was.join() !== is.join()) {
      return [{ what, before: changedOf(was, is), after: changedOf(is, was) }];
    }
    const isSame = before?.of === null || JSON.stringify(before?.of) === JSON.stringify(after?.of);
    return isSame ? [] : [{ what, before: before?.said ?? "", after: `${after?.said} (details changed)` }];
  });
}

/**
 * A goal's current numbers, written for display next to the target in the letter, even if the target has since changed.
 */
function besideTargetOf(before: Line | undefined, after: Line | undefined): Line | undefined {
  return before?.goal && after?.goal ? lineOfGoal(after.goal, before.goal.target) : after;
}

function partsOf(line: Line | undefined): string[] {
  return line ? [line.said, ...(line.rest ?? [])] : [];
}

/** The parts that differ from the other line; all of them if there is no other. */
function changedOf(parts: readonly string[], other: readonly string[]): string {
  return parts.filter((part, index) => part !== other[index]).join(", ") || "none";
}

/**
 * Content an older letter lacks is not a change: the charted quarters, the intervals of medians, the teams without a
 * guardian today.
 */
function heldBy(frozen: LetterSnapshot, present: LetterSnapshot): LetterSnapshot {
  const { coverage, figures, leadTimes } = present;
  return {
    ...present,
    coverage: { ...coverage, bare: frozen.coverage.bare === null ? null : coverage.bare },
    leadTimes: frozen.leadTimes && (leadTimes?.map((each, index) => asHeld(frozen.leadTimes?.[index], each)) ?? null),
    figures: {
      now: asHeld(frozen.figures.now, figures.now),
      before: figures.before && asHeld(frozen.figures.before, figures.before),
    },
  };
}

/** Every shown median has an interval, except in older letters. */
function asHeld<Of extends Pick<Figures, "leadTime">>(
  frozen: Pick<Figures, "leadTime"> | null | undefined,
  of: Of,
): Of {
  const held = frozen?.leadTime.median;
  if (held?.state !== "shown" || held.low !== null) return of;
  return { ...of, leadTime: { ...of.leadTime, median: { ...of.leadTime.median, low: null, high: null } } };
}

/** Goals may share a name, so the second one is distinguished by its position. */
function linesByName(snapshot: LetterSnapshot): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const line of linesOf(snapshot)) {
    let [name, place] = [line.what, 1];
    while (lines.has(name)) name = `${line.what} (${++place})`;
    lines.set(name, line);
  }
  return lines;
}

/**
 * A frozen letter with a pseudonym for one person; every number stays. Only credits have a person id; elsewhere only
 * the name identifies the person, so it must be unique to them.
 */
export function withoutPerson(
  snapshot: LetterSnapshot,
  { personId, name }: { personId: number; name: string },
  pseudonym: string,
): LetterSnapshot {
  const free = (said: string) => (said.toLowerCase() === name.toLowerCase() ? pseudonym : said);
  return {
    ...snapshot,
    guardians: snapshot.guardians.map((row) => (row.id === personId ? { ...row, name: pseudonym } : row)),
    belts: snapshot.belts.map((row) => ({ ...row, person: free(row.person) })),
    // Older letters are frozen without findings.
    ...(snapshot.overdueFindings && {
      overdueFindings: snapshot.overdueFindings.map((row) => ({ ...row, owner: row.owner && free(row.owner) })),
    }),
    overdueConditions: snapshot.overdueConditions.map((row) => ({ ...row, owner: free(row.owner) })),
    joiners: snapshot.joiners.map(free),
    leavers: snapshot.leavers.map(free),
  };
}
