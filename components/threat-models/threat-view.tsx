import type { ReactNode } from "react";
import { Icon } from "#components/ui/words/icon.tsx";
import { Status, type StatusValue } from "#components/ui/words/status.tsx";
import { Tag } from "#components/ui/words/tag.tsx";
import type { ModelPage, ThreatRow } from "#lib/threat-models/output.ts";
import { strideWord } from "#lib/threat-models/rules/stride.ts";
import type { DiffPiece } from "#lib/threat-models/rules/word-diff.ts";
import { capital } from "#lib/words.ts";
import { ChangedWords } from "./changed-words.tsx";
import { documentationLook } from "./documentation-looks.ts";
import { mitigationLook } from "./mitigation-look.ts";
import { ThreatSentence } from "./threat-sentence.tsx";
import classes from "./threat-view.module.css";

type Detail = NonNullable<ModelPage["chosen"]>;
type Props = {
  threat: ThreatRow;
  detail: Detail;
  version: number;
  /** How the threat changed since the previous version. */
  change: "added" | "changed" | null;
  /** Whether the sentence also shows the previous version's words. */
  asDiff: boolean;
  /** Links to the previous and next threat, and to the change. */
  moves: ReactNode;
};

/** One threat: its sentence, mitigations, assumptions and check results. */
export function ThreatView({ threat, detail, version, change, asDiff, moves }: Props) {
  return (
    <article className={classes.threat} aria-labelledby="threat-title">
      <header className={classes.head}>
        <h2 id="threat-title" className={classes.title}>
          {threat.numericId === null ? "Threat" : `#${threat.numericId}`}
        </h2>
        <Priority priority={threat.priority} />
        {detail.stride.length > 0 ? <span>{capital(detail.stride.map(strideWord).join(", "))}</span> : null}
        <Since what={change && (change === "added" ? "New" : "Changed")} version={version} />
        <div className={classes.moves}>{moves}</div>
      </header>
      <p className={classes.facts}>
        <Status size="sm" {...documentationLook(threat)} quiet={!threat.unmitigated} />
        {threat.blocking ? <strong className="tone-bad">Blocks the approval</strong> : null}
        {threat.status ? <span>Status in the file: {threat.status}</span> : null}
        {detail.tags.length > 0 ? <span>Tags: {detail.tags.join(", ")}</span> : null}
      </p>
      <ThreatSentence words={detail} before={asDiff ? detail.before : null} />
      {detail.comments ? <p className={classes.comments}>{detail.comments}</p> : null}
      <div className={classes.columns}>
        <Mitigations detail={detail} version={version} asDiff={asDiff} />
        <Rests detail={detail} version={version} asDiff={asDiff} />
      </div>
    </article>
  );
}

type Shown = Pick<Props, "detail" | "version" | "asDiff">;

function Mitigations({ detail: { mitigations, unlinked }, version, asDiff }: Shown) {
  return (
    <Items title="Mitigations" count={mitigations.length}>
      {mitigations.length + unlinked.length === 0 ? <li className={classes.none}>No mitigation is linked.</li> : null}
      {mitigations.map(({ id, text, status, added, rewording }) => {
        const { icon, tone, word } = mitigationLook(status);
        return (
          <li key={id}>
            <Icon name={icon} size={14} className={`tone-${tone}`} />
            <span>
              <Text words={text || "A mitigation without text"} rewording={rewording} asDiff={asDiff} />{" "}
              <Since what={added ? "New" : rewording ? "Reworded" : null} version={version} />
            </span>
            <span>{word}</span>
          </li>
        );
      })}
      {unlinked.map(({ id, text }) => (
        <li key={id}>
          <Icon name="minus" size={14} className="tone-bad" />
          <del>{text || "A mitigation without text"}</del>
          <span>Unlinked in v{version}</span>
        </li>
      ))}
    </Items>
  );
}

const LEVELS: Record<Detail["quality"][number]["level"], { value: StatusValue; word: string }> = {
  block: { value: "breached", word: "blocks" },
  warn: { value: "at_risk", word: "warns" },
  info: { value: "neutral", word: "notes" },
};

/** Check results first, then assumptions. */
function Rests({ detail: { assumptions, quality }, version, asDiff }: Shown) {
  return (
    <Items title="Assumptions and quality" count={assumptions.length + quality.length}>
      {assumptions.length + quality.length === 0 ? (
        <li className={classes.none}>No assumptions and no results of the quality checks.</li>
      ) : null}
      {quality.map(({ id, level, message }) => (
        <li key={`${id} ${message}`}>
          <Status value={LEVELS[level].value} size="sm" label="" />
          <span>{message}</span>
          <span>
            {id} {LEVELS[level].word}
          </span>
        </li>
      ))}
      {assumptions.map(({ id, text, rewording }) => (
        <li key={id}>
          <Icon name="minus" size={14} />
          <span>
            <Text words={text || "An assumption without text"} rewording={rewording} asDiff={asDiff} />{" "}
            <Since what={rewording ? "Reworded" : null} version={version} />
          </span>
          <span>Assumed</span>
        </li>
      ))}
    </Items>
  );
}

type Texted = { words: string; rewording: DiffPiece[] | null; asDiff: boolean };

function Text({ words, rewording, asDiff }: Texted) {
  return asDiff && rewording ? <ChangedWords pieces={rewording} /> : words;
}

function Since({ what, version }: { what: string | null; version: number }) {
  return what === null ? null : <Tag tone="info">{`${what} in v${version}`}</Tag>;
}

function Items({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className={classes.heading}>
        {title} <span className={classes.count}>{count}</span>
      </h3>
      <ul className={classes.items}>{children}</ul>
    </section>
  );
}

function Priority({ priority }: { priority: string | null }) {
  if (priority === null) return <span>Priority not set</span>;
  const words = `${capital(priority)} priority`;
  if (priority !== "high" && priority !== "critical") return <span>{words}</span>;
  return (
    <span className="status sm tone-bad" data-icon="flag">
      {words}
    </span>
  );
}
