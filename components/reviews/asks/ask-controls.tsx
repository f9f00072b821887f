import { Checkbox, Fieldset } from "@mantine/core";
import { Status } from "#components/ui/words/status.tsx";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { counted } from "#lib/words.ts";
import classes from "./ask-controls.module.css";

type Askable = NonNullable<ReviewDetail["askable"]>;

/** Everything currently blocking, preselected: the reviewer unticks what they do not request. */
export function AskControls({ askable: { results, threats, more } }: { askable: Askable }) {
  if (results.length + threats.length === 0) return null;
  return (
    <Fieldset legend="What blocks now">
      <div className={classes.asks}>
        {results.map(({ key, verdict, words, place }) => (
          <Checkbox
            key={key}
            name="asks.results"
            value={key}
            defaultChecked
            label={
              <>
                <Status value={verdict} size="sm" /> {words}
              </>
            }
            description={place}
          />
        ))}
        {threats.map(({ itemId, words, place }) => (
          <Checkbox
            key={itemId}
            name="asks.threats"
            value={itemId}
            defaultChecked
            label={
              <>
                <Status value="unmet" label="Threat" size="sm" /> {words}
              </>
            }
            description={place}
          />
        ))}
        {more > 0 ? (
          <p className="dimmed">{counted(more, "more blocks", "more block")}. Write below to include them.</p>
        ) : null}
      </div>
    </Fieldset>
  );
}
