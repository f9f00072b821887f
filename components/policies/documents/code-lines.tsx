import { Fragment, type ReactNode } from "react";
import { Icon } from "#components/ui/words/icon.tsx";
import { lineAnchor } from "#lib/paths.ts";
import { type Mark, markOn } from "#lib/policies/rules/marked-lines.ts";
import classes from "./code-lines.module.css";

const MARKS = { fail: "cross", error: "alert", incomplete: "half", waived: "slash", advice: "flag" } as const;
const WORDS = {
  fail: "fails",
  error: "has an error",
  incomplete: "is incomplete",
  waived: "is waived",
  advice: "has advice",
} as const;

type Props = {
  lines: readonly string[];
  /** The number of the first line. */
  first: number;
  marks: readonly Mark[];
  /** Content below a line. */
  under?: (line: number) => ReactNode;
};

/** Numbered lines of a document; marked lines have a sign in the gutter. */
export function CodeLines({ lines, first, marks, under }: Props) {
  return (
    <div className={classes.lines}>
      {lines.map((text, index) => {
        const line = first + index;
        const verdict = markOn(line, marks);
        const begins = index === 0 || markOn(line - 1, marks) !== verdict;
        return (
          <Fragment key={line}>
            <div
              className={classes.line}
              id={under && marks.some(({ from }) => from === line) ? lineAnchor(line) : undefined}
              data-verdict={verdict === "pass" ? undefined : (verdict ?? undefined)}
            >
              <span className={classes.number}>{line}</span>
              <span className={classes.gutter}>
                {verdict && verdict !== "pass" ? (
                  <>
                    {begins ? <Icon name={MARKS[verdict]} size={14} /> : null}
                    <span className="sr-only">
                      Line {line} {WORDS[verdict]}:{" "}
                    </span>
                  </>
                ) : null}
              </span>
              <code className={classes.text}>{text === "" ? " " : text}</code>
            </div>
            {under?.(line)}
          </Fragment>
        );
      })}
    </div>
  );
}
