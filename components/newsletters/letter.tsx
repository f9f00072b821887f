import Link from "next/link";
import type { ReactNode } from "react";
import { BeltMark } from "#components/guardians/belt-mark.tsx";
import { quarterName } from "#components/metrics/metric-words.ts";
import { Day } from "#components/ui/words/day.tsx";
import { Icon } from "#components/ui/words/icon.tsx";
import { exactTime } from "#components/ui/words/relative-time.ts";
import { memberTag, named } from "#lib/member-name.ts";
import type { LetterSnapshot, Newsletter } from "#lib/newsletters/output.ts";
import { namesOf } from "#lib/newsletters/rules.ts";
import { counted } from "#lib/words.ts";
import { dayIn } from "#lib/zoned-time.ts";
import classes from "./letter.module.css";
import { LetterEffect } from "./letter-effect.tsx";
import { LetterGoals, LetterNumbers } from "./letter-numbers.tsx";
import { LetterRisks } from "./letter-risks.tsx";
import { letterRows } from "./letter-rows.ts";

type Props = { letter: Newsletter; opensProgram: boolean };

/**
 * The letter as the leader reads it: one column, from frozen numbers only. `opensProgram`: whether the reader may open
 * the whole program's rows.
 */
export function Letter({ letter, opensProgram }: Props) {
  const { snapshot, leader } = letter;
  return (
    <article className={classes.letter} aria-label={`Letter of ${snapshot.organisation.name}`}>
      <header>
        <p className={classes.from}>
          <Icon name="shield" size={20} />
          {snapshot.program}
        </p>
        <h2 className={classes.title}>
          {snapshot.organisation.name}, {quarterName(snapshot.quarter)}
        </h2>
        <p className={classes.to}>Draft letter{leader ? `, to ${leader}` : ""}.</p>
      </header>
      <section aria-label="In three sentences">
        <Sentence written={letter.changed} otherwise="What changed: not written yet." />
        <Sentence written={letter.atRisk} otherwise="What is at risk: not written yet." />
        <p className={classes.ask}>
          {letter.ask || <span className={classes.unwritten}>The one thing asked of you: not written yet.</span>}
        </p>
      </section>
      <Part title="At risk">
        <p className="dimmed">
          As of <Day day={dayIn(new Date(snapshot.asOf), snapshot.timeZone)} />.
        </p>
        <LetterRisks snapshot={snapshot} />
      </Part>
      <Part title="The numbers">
        <LetterNumbers snapshot={snapshot} />
      </Part>
      <Part title={named("The guardians", snapshot.members)}>
        <Guardians snapshot={snapshot} />
      </Part>
      {snapshot.effect ? (
        <Part title={named("What a guardian changes", snapshot.members)}>
          <LetterEffect effect={snapshot.effect} members={snapshot.members} rowsHref={letterRows(snapshot, "M2")} />
        </Part>
      ) : null}
      {snapshot.goals.length > 0 ? (
        <Part title="Goals">
          <LetterGoals goals={snapshot.goals} frozen={{ ...snapshot, opensProgram }} />
        </Part>
      ) : null}
      <Part title="Coverage, joiners and leavers">
        <p>
          <Link href={letterRows(snapshot, "M9")} prefetch={false}>
            {coverageWords(snapshot)}
          </Link>{" "}
          {movesWords(snapshot)}
        </p>
      </Part>
      <Part title="Method">
        <Method letter={letter} />
      </Part>
    </article>
  );
}

/** An ended quarter is described as of its end. */
function coverageWords({ coverage: { covered, teams }, quarter, members }: LetterSnapshot): string {
  const m = memberTag(members);
  const share = `${covered} of ${teams} eligible teams`;
  return quarter.inProgress
    ? m`${share} have an active guardian.`
    : m`When ${quarter.label} ended, ${share} had an active guardian.`;
}

/** "Joined in 2026 Q3: Nell Newcomer. Left: nobody." */
function movesWords({ joiners, leavers, quarter }: LetterSnapshot): string {
  return `Joined in ${quarterName(quarter)}: ${namesOf(joiners)}. Left: ${namesOf(leavers)}.`;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{title}</h3>
      {children}
    </section>
  );
}

function Sentence({ written, otherwise }: { written: string; otherwise: string }) {
  return <p className={classes.lead}>{written || <span className={classes.unwritten}>{otherwise}</span>}</p>;
}

/** Sorted by name as in the snapshot, because a letter ranks nobody. */
function Guardians({ snapshot: { guardians, belts, quarter, members } }: { snapshot: LetterSnapshot }) {
  return (
    <>
      {guardians.length > 0 ? (
        <>
          <p className="dimmed">
            People who took part in reviews first decided in {quarterName(quarter)}, whenever submitted.
          </p>
          <ul className={classes.guardians}>
            {guardians.map(({ id, name, team, ...did }) => (
              <li key={id}>
                <b>{name}</b> <span className={classes.team}>{team}</span>: {didWords(did)}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          {named("No guardian", members)} took part in a review decided in {quarterName(quarter)}.
        </p>
      )}
      {belts.length > 0 ? (
        <ul className={classes.belts}>
          {belts.map(({ person, belt, on }) => (
            <li key={`${person}-${belt}-${on}`}>
              {person}: <BeltMark belt={belt} />, <Day day={on} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="dimmed">No belts were awarded in this quarter.</p>
      )}
    </>
  );
}

type Did = Omit<LetterSnapshot["guardians"][number], "id" | "name" | "team">;

/** "4 reviews, 2 blocking findings fixed, 3 checks went from fail to pass, new access of 1 policy refused" */
function didWords({ reviews, blockingFixed, checksMended, accessRefused }: Did): string {
  const said = [
    counted(reviews, "review"),
    blockingFixed > 0 ? `${counted(blockingFixed, "blocking finding")} fixed` : "",
    checksMended > 0 ? `${counted(checksMended, "check")} went from fail to pass` : "",
    accessRefused > 0 ? `new access of ${counted(accessRefused, "policy", "policies")} refused` : "",
  ];
  return said.filter(Boolean).join(", ");
}

function Method({ letter: { snapshot, snapshotId, version } }: { letter: Newsletter }) {
  const { method, timeZone, asOf, figures, madeLate } = snapshot;
  const { n, imported } = figures.now.leadTime;
  const leftOut = [
    [method.findingsLeftOut, "imported reviews without a number of findings"],
    [method.involvementLeftOut, "imported reviews in the share of involvement"],
  ] as const;
  const said = leftOut.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  return (
    <div className={classes.method}>
      <p>
        As of <span className="nowrap">{exactTime(new Date(asOf))}</span>; quarters in {timeZone}. Version {version},
        snapshot <code title={snapshotId}>{snapshotId.slice(0, 12)}</code>. Rows left out: {said.join("; ") || "none"}.
      </p>
      <p>
        Reviews are those first submitted in the quarter; open ones count as longer than their age.{" "}
        {imported > 0 ? `${imported} of the ${n} came from a file of past reviews. ` : ""}A median needs at least five
        reviews that waited as long. {named("A guardian", snapshot.members)} gets credit for a recorded action before
        the decision. Everyone who left is named; retention (M16) counts only people active at the start of the quarter.{" "}
        {method.noFeed.join(" ")}
        {madeLate
          ? ""
          : " This letter was drafted before late launches, launches by break-glass and overdue findings were recorded."}
      </p>
    </div>
  );
}
