import type { MetricId } from "#lib/metrics/rules/definitions.ts";
import { claimWords, EFFECT_WORDS, FINDINGS, speedWords } from "#lib/metrics/rules/effect-words.ts";
import { escapeWords } from "#lib/metrics/rules/escapes.ts";
import { intervalWords, quantileWords } from "#lib/metrics/rules/figure.ts";
import { parseQuarter, quarterLabel, shiftQuarter } from "#lib/metrics/rules/quarter.ts";
import { trainingWords } from "#lib/metrics/rules/training-share.ts";
import { formatCount, formatValue } from "#lib/numbers.ts";
import { goalNumber, goalReading, goalTarget, unitBehind } from "#lib/program/rules/goal.ts";
import type { LetterSnapshot } from "./output.ts";

/** One line of a letter that reads otherwise now. */
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

/** The share of trained people, or why it is not said. */
export function trained({ state, share: value }: LetterSnapshot["figures"]["now"]["training"]): string {
  return value === null ? trainingWords(state) : share(value);
}

/** The guardians that a letter names: those who had a part in a decided review. */
export function withAPart<Credit extends { reviews: number }>(guardians: readonly Credit[]): Credit[] {
  return guardians.filter(({ reviews }) => reviews > 0);
}

/** How many there are of what is at risk: the worst that a letter names, and the rest; null where a letter of before does not hold it. */
export function howMany(snapshot: LetterSnapshot, of: keyof LetterSnapshot["unnamed"]): number | null {
  const named = snapshot[of];
  return named && named.length + snapshot.unnamed[of];
}

/** A number as it reads, and of how many. */
type Said = { said: string; n: number | null };

/** A number of a letter: which metric it is, of the quarter, and of the one before; null where it is of one alone. */
type NumberLine = { metric: MetricId; what: string; now: Said; before: Said | null };

export function numberLines({ figures: { now, before }, escapes, backlog }: LetterSnapshot): NumberLine[] {
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
      what: "Guardian involved (95 % interval)",
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

/** A goal of a letter: where it began, how it went, stands and leads, each as it reads; its numbers as beside `target`. */
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

/** The quarters that the trend of a goal goes through, "2026 Q1 to 2026 Q3": the last one judges it. Null where that is not known. */
export function trendQuarters({ trend, rows }: Goal): string | null {
  const last = parseQuarter(rows?.quarter ?? "");
  if (!trend || trend.length === 0 || last === null) return null;
  if (trend.length === 1) return quarterLabel(last);
  return `${quarterLabel(shiftQuarter(last, 1 - trend.length))} to ${quarterLabel(last)}`;
}

/** What reads in a letter, what more is said of it, and of what: that one is as long as another does not make them the same. Null where a letter of before does not hold it. Of a goal, which one. */
type Line = { what: string; said: string; rest?: string[]; of?: unknown; goal?: Goal };

function linesOf(snapshot: LetterSnapshot): Line[] {
  const { program, figures, coverage, guardians, belts, joiners, leavers, method } = snapshot;
  const numbers = numberLines(snapshot).flatMap(({ metric, what, now, before }) => [
    // The backlog is its own n.
    metric === "M6" ? { what, said: now.said } : numberLine(what, now),
    ...(figures.before && before ? [numberLine(`${what}, ${figures.before.quarter.label}`, before)] : []),
  ]);
  const list = (what: string, rows: readonly unknown[]) => ({ what, said: String(rows.length), of: rows });
  const risk = (what: string, of: keyof LetterSnapshot["unnamed"]) => ({
    what,
    said: String(howMany(snapshot, of) ?? "not said"),
    of: snapshot[of],
  });
  return [
    { what: "From", said: program },
    ...numbers,
    ...earlierLines(snapshot),
    { what: "Imported reviews", said: String(figures.now.leadTime.imported) },
    ...effectLines(snapshot.effect),
    { what: "Teams with a guardian", said: `${coverage.covered} of ${coverage.teams}` },
    ...(coverage.bare === null ? [] : [{ what: "Teams without a guardian when drafted", said: String(coverage.bare) }]),
    risk("Launches late because of the review", "madeLate"),
    risk("Reviews open past the launch asked for", "late"),
    risk("Launches by break-glass", "pastGates"),
    risk("High-risk services without a guardian", "uncovered"),
    risk("Overdue findings", "overdueFindings"),
    risk("Overdue conditions", "overdueConditions"),
    risk("Waivers and accepted risks to renew", "waivers"),
    {
      what: "Reviews credited to guardians",
      said: String(guardians.reduce((sum, row) => sum + row.reviews, 0)),
      of: guardians,
    },
    list("Belts awarded", belts),
    { what: "Joined", said: namesOf(joiners) },
    { what: "Left", said: namesOf(leavers) },
    ...snapshot.goals.map((goal) => lineOfGoal(goal)),
    { what: "Imported reviews without a number of findings", said: String(method.findingsLeftOut) },
    { what: "Imported reviews in the share of involvement", said: String(method.involvementLeftOut) },
    list("Numbers without a feed", method.noFeed),
  ];
}

function lineOfGoal(goal: Goal, besideTarget = goal.target): Line {
  const { goal: what, baseline, trend, now, target } = goalLine(goal, besideTarget);
  return { what, said: now, rest: [`from ${baseline}`, `to ${target}`], of: goal.trend && trend, goal };
}

function numberLine(what: string, { said, n }: Said): Line {
  return { what, said, rest: n === null ? [] : [`n = ${formatCount(n)}`] };
}

/** Of the quarters that are drawn and stand nowhere else. */
function earlierLines({ leadTimes }: LetterSnapshot): Line[] {
  const earlier = leadTimes?.slice(0, -2) ?? [];
  return earlier.map((each) => numberLine(`${LEAD_TIME}, ${each.quarter.label}`, medianOf(each)));
}

function effectLines(effect: LetterSnapshot["effect"]): Line[] {
  if (!effect) return [];
  const { state, n, findings } = effect;
  return [
    { what: "Lead time with a guardian", said: speedWords(effect) },
    { what: "Findings with a guardian", said: findings ? claimWords(findings, FINDINGS) : EFFECT_WORDS[state] },
    {
      what: "Reviews with and without a guardian",
      said: `${formatCount(n.guardian)} and ${formatCount(n.none)}`,
    },
  ];
}

/** "Ada, Nell", "nobody" */
export function namesOf(names: readonly string[]): string {
  return names.join(", ") || "nobody";
}

/** What reads otherwise now than in the snapshot: compared as it is read, so that what rounds away is no change. */
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
    return isSame ? [] : [{ what, before: before?.said ?? "", after: `${after?.said} but not the same` }];
  });
}

/** The numbers of a goal read by its target: where that is another now, as beside the one that the letter holds. */
function besideTargetOf(before: Line | undefined, after: Line | undefined): Line | undefined {
  return before?.goal && after?.goal ? lineOfGoal(after.goal, before.goal.target) : after;
}

function partsOf(line: Line | undefined): string[] {
  return line ? [line.said, ...(line.rest ?? [])] : [];
}

/** The parts that read otherwise in the other line; all of them where there is no other. */
function changedOf(parts: readonly string[], other: readonly string[]): string {
  return parts.filter((part, index) => part !== other[index]).join(", ") || "none";
}

/** What a letter of before does not hold does not read otherwise: the quarters that are drawn, the intervals of medians, the teams of today. */
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

/** Every median that is shown has an interval, unless it stands in a letter of before. */
function asHeld<Of extends Pick<Figures, "leadTime">>(
  frozen: Pick<Figures, "leadTime"> | null | undefined,
  of: Of,
): Of {
  const held = frozen?.leadTime.median;
  if (held?.state !== "shown" || held.low !== null) return of;
  return { ...of, leadTime: { ...of.leadTime, median: { ...of.leadTime.median, low: null, high: null } } };
}

/** Goals may be of one name: the second of it is told apart by its place. */
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
 * A frozen letter with a pseudonym for one person; every number stays. Only credits carry an id: elsewhere the name is all
 * there is, and has to be theirs alone.
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
    // Letters of before are frozen without findings.
    ...(snapshot.overdueFindings && {
      overdueFindings: snapshot.overdueFindings.map((row) => ({ ...row, owner: row.owner && free(row.owner) })),
    }),
    overdueConditions: snapshot.overdueConditions.map((row) => ({ ...row, owner: free(row.owner) })),
    joiners: snapshot.joiners.map(free),
    leavers: snapshot.leavers.map(free),
  };
}
