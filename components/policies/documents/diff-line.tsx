import { Icon } from "#components/ui/words/icon.tsx";
import type { DiffRow, Piece } from "#lib/policies/rules/compare-texts.ts";
import code from "./code-lines.module.css";
import classes from "./diff-line.module.css";
import type { MarkedRow } from "./marked-rows.ts";

const SIGNS = { same: "", removed: "−", added: "+" } as const;

type Props = MarkedRow & {
  row: DiffRow;
  /** Anchor for links. */
  id?: string | undefined;
};

/** A line of one or both texts, with its numbers, check verdict and changed words. */
export function DiffLine({ row, verdict, mark, said, id }: Props) {
  const { kind, before, after, pieces } = row;
  return (
    <div className={classes.line} id={id} data-kind={kind} data-verdict={verdict ?? undefined}>
      <span className={`${code.number} ${classes.before}`}>{before}</span>
      <span className={code.number}>{after}</span>
      <span className={`${code.gutter} ${mark ? `tone-${mark.tone}` : ""}`}>
        {mark ? <Icon name={mark.icon} size={14} /> : null}
        {said ? <span className="sr-only">{said} </span> : null}
      </span>
      <span className={classes.sign} aria-hidden="true">
        {SIGNS[kind]}
      </span>
      <code className={`${code.text} ${classes.text}`}>{textOfPieces(kind, pieces)}</code>
    </div>
  );
}

function textOfPieces(kind: DiffRow["kind"], pieces: readonly Piece[]) {
  if (pieces.every(({ text }) => text === "")) return " ";
  const Word = kind === "removed" ? "del" : "ins";
  let at = 0;
  return pieces.map(({ text, changed }) => {
    const key = at;
    at += text.length;
    return changed ? <Word key={key}>{text}</Word> : text;
  });
}
