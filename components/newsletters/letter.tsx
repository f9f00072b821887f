import type { ReactNode } from "react";
import { BeltMark } from "#components/guardians/belt-mark.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { exactTime } from "#components/ui/relative-time.ts";
import type { LetterSnapshot, Newsletter } from "#lib/newsletters/output.ts";
import classes from "./letter.module.css";
import { LetterNumbers } from "./letter-numbers.tsx";
import { LetterRisks } from "./letter-risks.tsx";

/** The letter as the leader reads it: one column, from frozen numbers only. */
export function Letter({ letter }: { letter: Newsletter }) {
  const { snapshot, leader } = letter;
  return (
    <article className={classes.letter} aria-label={`Letter of ${snapshot.organisation.name}`}>
      <header>
        <p className="dimmed">Draft letter{leader ? `, to ${leader}` : ""}</p>
        <h2 className={classes.title}>
          {snapshot.organisation.name}, {snapshot.quarter.label}
          {snapshot.quarter.inProgress ? " so far" : ""}
        </h2>
      </header>
      <section aria-label="In three sentences">
        <Sentence written={letter.changed} otherwise="What changed: not written yet." />
        <Sentence written={letter.atRisk} otherwise="What is at risk: not written yet." />
        <p className={classes.ask}>{letter.ask || <em>The one thing asked of you: not written yet.</em>}</p>
      </section>
      <Part title="At risk">
        <LetterRisks snapshot={snapshot} />
      </Part>
      <Part title="The guardians">
        <Guardians snapshot={snapshot} />
      </Part>
      <Part title="The numbers">
        <LetterNumbers snapshot={snapshot} />
      </Part>
      <Part title="Coverage, joiners and leavers">
        <p>
          {snapshot.coverage.covered} of {snapshot.coverage.teams} eligible teams have an active guardian. Joined:{" "}
          {snapshot.joiners.join(", ") || "nobody"}. Left: {snapshot.leavers.join(", ") || "nobody"}.
        </p>
      </Part>
      <Part title="Method">
        <Method letter={letter} />
      </Part>
    </article>
  );
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
  return <p>{written || <em className="dimmed">{otherwise}</em>}</p>;
}

function Guardians({ snapshot: { guardians, belts } }: { snapshot: LetterSnapshot }) {
  return (
    <>
      <DataTable
        caption="Guardians and the reviews decided in the quarter"
        columns={[
          { key: "name", label: "Guardian" },
          { key: "team", label: "Team" },
          { key: "reviews", label: "Reviews decided", align: "right" },
          { key: "fixed", label: "Blocking fixed", align: "right" },
          { key: "mended", label: "Checks mended", align: "right" },
        ]}
        rows={guardians.map(({ id, name, team, reviews, blockingFixed, checksMended }) => ({
          key: id,
          cells: { name, team, reviews, fixed: blockingFixed, mended: checksMended },
        }))}
        empty={<p>No guardian was active in this quarter.</p>}
      />
      {belts.length > 0 ? (
        <ul>
          {belts.map(({ person, belt, on }) => (
            <li key={`${person}-${belt}-${on}`}>
              {person}: <BeltMark belt={belt} />, {on}
            </li>
          ))}
        </ul>
      ) : (
        <p className="dimmed">No belt was awarded in this quarter.</p>
      )}
    </>
  );
}

function Method({ letter: { snapshot, snapshotId, version } }: { letter: Newsletter }) {
  const { method, timeZone, asOf } = snapshot;
  const leftOut = [
    [method.findingsLeftOut, "imported reviews without a number of findings"],
    [method.involvementLeftOut, "imported reviews in the share of involvement"],
  ] as const;
  const said = leftOut.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  return (
    <div className={classes.method}>
      <p>
        As of {exactTime(new Date(asOf))}; quarters in {timeZone}. Version {version}, snapshot{" "}
        <code title={snapshotId}>{snapshotId.slice(0, 12)}</code>. Rows left out: {said.join("; ") || "none"}.
      </p>
      <p>
        Reviews are those first submitted in the quarter; open ones count as longer than their age. A median rests on at
        least five reviews at risk. A review is credited to its guardian for a recorded act before the decision.{" "}
        {method.noFeed.join(" ")}
      </p>
    </div>
  );
}
