import { Status } from "#components/ui/status.tsx";
import type { BeltProgress as Progress } from "#lib/belts/output.ts";
import { BELT_WORDS, CRITERION_WORDS } from "#lib/belts/rules.ts";
import { BeltMark } from "./belt-mark.tsx";
import classes from "./belt-progress.module.css";

/** The belt and the distance to the next, item by item with what is there. */
export function BeltProgress({ progress }: { progress: Progress }) {
  const { current, next, items, criteriaVersion } = progress;
  return (
    <div>
      <p>
        <BeltMark belt={current} />
      </p>
      {next === null ? (
        <p className="dimmed">The highest belt is held.</p>
      ) : (
        <>
          <h3 className={classes.title}>To the {BELT_WORDS[next].toLowerCase()}</h3>
          <ul className={classes.items}>
            {items.map((item) => (
              <li key={item.criterion}>
                <span>
                  {CRITERION_WORDS[item.criterion]}
                  {item.missingCourses.length > 0 ? (
                    <span className="dimmed"> missing {item.missingCourses.join(", ")}</span>
                  ) : null}
                </span>
                <span className="nowrap">
                  {item.have ?? "–"} of {item.need}{" "}
                  {item.met === null ? null : (
                    <Status value={item.met ? "met" : "unmet"} label={item.met ? "Met" : "Not yet"} size="sm" />
                  )}
                </span>
              </li>
            ))}
          </ul>
          <p className="dimmed">
            {criteriaVersion === null
              ? "No criteria are published yet."
              : `Computed from what was recorded, by version ${criteriaVersion} of the criteria.`}
          </p>
        </>
      )}
    </div>
  );
}
