import { Fragment } from "react";
import type { DiffPiece } from "#lib/threat-models/rules/word-diff.ts";
import classes from "./changed-words.module.css";

/** A text with its deletions and insertions marked. */
export function ChangedWords({ pieces }: { pieces: readonly DiffPiece[] }) {
  return pieces.map(({ kind, text }, at) => {
    const key = `${at} ${text}`;
    if (kind === "same") return <Fragment key={key}>{text} </Fragment>;
    return (
      <Fragment key={key}>
        {kind === "in" ? <ins className={classes.in}>{text}</ins> : <del className={classes.out}>{text}</del>}{" "}
      </Fragment>
    );
  });
}
