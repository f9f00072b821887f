"use client";

import { use, useEffect, useRef } from "react";
import { Placed } from "#components/ui/controls/placed-problems.ts";
import { Icon } from "#components/ui/words/icon.tsx";
import { pathWords, plainWords } from "#components/ui/words/path-words.ts";
import type { FieldProblem } from "#lib/errors.ts";
import type { Problem } from "#lib/web/problem.ts";
import classes from "./problem-alert.module.css";
import { spotOf } from "./problem-spot.ts";

/**
 * What went wrong, where, and what to do; empty without a problem. Announced on appearance and scrolled into view,
 * because the button may be far below. Problems shown at controls are not repeated.
 */
export function ProblemAlert({ problem }: { problem: Problem | null }) {
  const placed = use(Placed);
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) alert.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);
  return (
    <div role="alert">
      {problem ? (
        <div ref={alert} className={classes.alert}>
          <span className="tone-bad">
            <Icon name="alert" size={20} />
          </span>
          <div className={classes.words}>
            <p className={classes.detail}>{problem.detail}</p>
            <Places problems={(problem.problems ?? []).filter((one) => !placed.includes(one))} />
            {problem.allowed && problem.allowed.length > 0 ? (
              <p className={classes.detail}>What you can do now: {problem.allowed.map(plainWords).join(", ")}.</p>
            ) : null}
          </div>
        </div>
      ) : null}
    </div>
  );
}

function Places({ problems }: { problems: FieldProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className={classes.list}>
      {problems.map((problem) => {
        const where = place(problem);
        return (
          <li key={`${where} ${problem.message}`}>
            {where ? <strong>{where}: </strong> : null}
            {problem.message}
          </li>
        );
      })}
    </ul>
  );
}

/** "intake › hosts › 2, line 4 column 9" */
function place(problem: FieldProblem): string {
  return [pathWords(problem.path), spotOf(problem)].filter(Boolean).join(", ");
}
