import type { ReactNode } from "react";
import type { ThreatWords } from "#lib/threat-models/output.ts";
import { wordDiff } from "#lib/threat-models/rules/word-diff.ts";
import { article, threatSentence } from "#lib/threat-models/sentence.ts";
import { ChangedWords } from "./changed-words.tsx";
import classes from "./threat-sentence.module.css";

type Props = {
  words: ThreatWords;
  /** The previous version's wording; differences are marked in the sentence. */
  before?: ThreatWords | null;
};

/** A threat as a sentence of parts, or as its statement if never written in parts. */
export function ThreatSentence({ words, before = null }: Props) {
  const parts = partsOf(words);
  const old = before ? partsOf(before) : null;
  const inParts = [...parts, ...(old ?? [])].some(({ text }) => text !== "");
  if (!inParts) {
    return (
      <p className={classes.statement}>
        <Words now={words.statement} before={before?.statement} otherwise="A threat without text" />
      </p>
    );
  }
  const ownWords = plain(words.statement) !== plain(threatSentence(words));
  return (
    <>
      <dl className={classes.sentence}>
        {parts.map(({ lead, name, text }, index) => (
          <div key={name} className={classes.part}>
            <dt>
              {lead} <span className={classes.name}>{name}</span>
            </dt>
            <dd>
              <Words now={text} before={old?.[index]?.text} otherwise="not said" />
            </dd>
          </div>
        ))}
      </dl>
      {ownWords && words.statement ? (
        <p className={classes.own}>
          In the file: <Words now={words.statement} before={before?.statement} otherwise="" />
        </p>
      ) : null}
    </>
  );
}

function Words({ now, before, otherwise }: { now: string; before: string | undefined; otherwise: string }): ReactNode {
  if (before === undefined || before === now) return now || <span className={classes.missing}>{otherwise}</span>;
  return <ChangedWords pieces={wordDiff(before, now)} />;
}

function partsOf({ source, prerequisites, action, impact, goals, assets }: ThreatWords) {
  return [
    { lead: article(source ?? ""), name: "source", text: source ?? "" },
    { lead: "", name: "prerequisites", text: prerequisites ?? "" },
    { lead: "can", name: "action", text: action ?? "" },
    { lead: "which leads to", name: "impact", text: impact ?? "" },
    { lead: "resulting in reduced", name: "goal", text: goals.join(" and/or ") },
    { lead: goals.length > 0 ? "of" : "negatively impacting", name: "assets", text: assets.join(", ") },
  ];
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
