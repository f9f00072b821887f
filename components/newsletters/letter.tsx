import type { ReactNode } from "react";
import { BeltMark } from "#components/guardians/belt-mark.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { exactTime } from "#components/ui/relative-time.ts";
import type { Newsletter } from "#lib/newsletters/output.ts";
import { days, rate, share } from "#lib/newsletters/rules.ts";
import classes from "./letter.module.css";

/** The letter as the leader reads it: one column, from frozen numbers only. */
export function Letter({ letter }: { letter: Newsletter }) {
  const { snapshot } = letter;
  const { metrics, guardians, belts } = snapshot;
  return (
    <article className={classes.letter} aria-label={`Letter of ${snapshot.organisation.name}`}>
      <header>
        <p className="dimmed">Security Guardians, draft letter</p>
        <h2 className={classes.title}>
          {snapshot.organisation.name}, {snapshot.quarter.label}
        </h2>
      </header>
      <section aria-label="In three sentences">
        <p>{letter.changed || <em>What changed: not written yet.</em>}</p>
        <p>{letter.atRisk || <em>What is at risk: not written yet.</em>}</p>
        <p>
          <strong>{letter.ask || <em>The one thing asked of you: not written yet.</em>}</strong>
        </p>
      </section>
      <section>
        <h3>At risk</h3>
        <ul>
          <Count n={snapshot.uncovered.length} none="Every high-risk service has an active guardian.">
            High-risk services without a guardian:{" "}
            {snapshot.uncovered.map(({ service, team }) => `${service} (${team})`).join(", ")}
          </Count>
          <Count n={snapshot.overdueConditions.length} none="No condition of an approval is overdue.">
            Overdue conditions:{" "}
            {snapshot.overdueConditions.map(({ review, text, dueOn }) => `${review} ${text}, due ${dueOn}`).join("; ")}
          </Count>
          <Count n={snapshot.endingWaivers.length} none="No waiver ends next quarter.">
            Waivers that end next quarter:{" "}
            {snapshot.endingWaivers
              .map(({ review, gate, expiresOn }) => `${review} ${gate} on ${expiresOn}`)
              .join("; ")}
          </Count>
        </ul>
      </section>
      <section>
        <h3>The guardians</h3>
        {guardians.length > 0 ? (
          <DataTable
            caption="Guardians and their reviews"
            columns={[
              { key: "name", label: "Guardian" },
              { key: "team", label: "Team" },
              { key: "reviews", label: "Reviews", align: "right" },
              { key: "fixed", label: "Blocking findings fixed", align: "right" },
              { key: "repaired", label: "Checks repaired", align: "right" },
            ]}
            rows={guardians.map((row) => ({
              key: row.personId,
              cells: {
                name: row.name,
                team: row.team,
                reviews: row.reviews,
                fixed: row.blockingFixed,
                repaired: row.checksRepaired,
              },
            }))}
            empty={null}
          />
        ) : (
          <p>No guardian was involved in a review decided in this quarter.</p>
        )}
        {belts.map(({ name, belt, on }) => (
          <p key={`${name}-${belt}`}>
            {name}: <BeltMark belt={belt} /> on {on}
          </p>
        ))}
      </section>
      <section>
        <h3>The numbers</h3>
        <DataTable
          caption="Numbers of the quarter"
          columns={[
            { key: "what", label: "What" },
            { key: "value", label: "Value", align: "right" },
            { key: "n", label: "n", align: "right" },
          ]}
          rows={numbers(metrics)}
          empty={null}
        />
        <p>
          Joined: {snapshot.joined.join(", ") || "nobody"}. Left: {snapshot.left.join(", ") || "nobody"}.
        </p>
      </section>
      <section>
        <h3>Method</h3>
        <p className="dimmed">
          As of {exactTime(new Date(snapshot.asOf))}; snapshot {letter.snapshotId}; version {letter.version}. Left out
          of the numbers: {snapshot.leftOut.drafts} drafts. {metrics.noFeed.map(({ sentence }) => sentence).join(" ")}
        </p>
        <dl className={classes.definitions}>
          {[metrics.leadTime, metrics.findings, metrics.involvement, metrics.training].map(
            ({ id, name, definition }) => (
              <div key={id}>
                <dt>
                  {id} {name}
                </dt>
                <dd>{definition}</dd>
              </div>
            ),
          )}
        </dl>
      </section>
    </article>
  );
}

function Count({ n, none, children }: { n: number; none: string; children: ReactNode }) {
  return <li>{n === 0 ? none : children}</li>;
}

function numbers({ leadTime, findings, backlog, involvement, training }: Newsletter["snapshot"]["metrics"]) {
  const arm = (name: "guardian" | "none") => leadTime.groups[name];
  const rows: [string, string, number | string][] = [
    ["Lead time, median", days(leadTime.groups.all.median), leadTime.n],
    ["Lead time with a guardian", days(arm("guardian").median), arm("guardian").n],
    ["Lead time without", days(arm("none").median), arm("none").n],
    ["Findings per review", rate(findings.groups.all.rate), findings.n],
    ["Guardian involved", share(involvement.involved?.share), involvement.n],
    [
      "Training complete",
      training.state === "suppressed" ? "hidden (under 5 people)" : share(training.share),
      training.n ?? "–",
    ],
    ["Open reviews", String(backlog.n), backlog.n],
  ];
  return rows.map(([what, value, n]) => ({ key: what, cells: { what, value, n } }));
}
