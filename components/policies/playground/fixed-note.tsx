import { WitnessWords } from "#components/policies/results/witness-words.tsx";
import { Fold } from "#components/ui/page/fold.tsx";
import { Status } from "#components/ui/words/status.tsx";
import type { RunResult } from "#lib/policies/rules/compare-runs.ts";
import { resultName } from "#lib/policies/rules/result-name.ts";
import { counted } from "#lib/words.ts";
import classes from "./fixed-note.module.css";

const SHOWN = 20;

type Props = { results: readonly RunResult[]; revision: number; id?: string | undefined };

/** Check results of an earlier revision that no longer apply, as an expandable line. */
export function FixedNote({ results, revision, id }: Props) {
  const [first] = results;
  if (!first) return null;
  return (
    <div className={classes.fixed} id={id}>
      <Fold
        line={
          <>
            <Status value="good" label={`Fixed since r${revision}`} size="sm" />{" "}
            {results.length === 1 ? resultName(first).name : counted(results.length, "result")}
          </>
        }
      >
        {results.slice(0, SHOWN).map((result) => (
          <FormerResult key={result.key} result={result} named={results.length > 1} />
        ))}
        {results.length > SHOWN ? <p>and {counted(results.length - SHOWN, "more", "more")}</p> : null}
      </Fold>
    </div>
  );
}

function FormerResult({ result, named }: { result: RunResult; named: boolean }) {
  const { name, code } = resultName(result);
  return (
    <div className={classes.former}>
      {named || code ? (
        <p className={classes.name}>
          {named ? <b>{name}</b> : null} {code}
        </p>
      ) : null}
      <p>{result.reason?.description ?? result.whole.message}</p>
      {result.reason?.sentence ? (
        <p className={classes.witness}>
          <WitnessWords sentence={result.reason.sentence} />
        </p>
      ) : null}
    </div>
  );
}
