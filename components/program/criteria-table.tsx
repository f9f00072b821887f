import { BeltMark } from "#components/guardians/belt-mark.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { Fold } from "#components/ui/page/fold.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import type { CriteriaVersion } from "#lib/belts/output.ts";
import { BELT_WORDS, BELTS, CRITERION_WORDS } from "#lib/belts/rules.ts";
import { counted } from "#lib/words.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./criteria-table.module.css";

type Props = { versions: CriteriaVersion[]; now: Now };

/** The current belt criteria and all earlier versions. */
export function CriteriaTable({ versions, now }: Props) {
  const [current] = versions;
  if (!current) return <p className="dimmed">No criteria published yet.</p>;
  return (
    <>
      <DataTable
        caption={`Criteria of the belts, version ${current.version}`}
        columns={[
          { key: "belt", label: "Belt", width: "20%" },
          { key: "asks", label: "Requires", width: "80%", wraps: true, bare: true },
        ]}
        rows={BELTS.map((belt) => ({
          key: belt,
          cells: { belt: <BeltMark belt={belt} />, asks: criteriaWords(current.criteria[belt] ?? {}) },
        }))}
        empty={null}
      />
      <Fold bare line={`Version history, ${counted(versions.length, "version")}`}>
        <ul className={classes.versions}>
          {versions.map(({ version, criteria, publishedBy, publishedAt }) => (
            <li key={version}>
              <b>Version {version}</b>{" "}
              <span className="dimmed">
                published {publishedBy ? `by ${publishedBy.name} ` : ""}
                <Moment at={publishedAt} now={now} />
              </span>
              <ul>
                {BELTS.map((belt) => (
                  <li key={belt}>
                    {BELT_WORDS[belt]}: {criteriaWords(criteria[belt] ?? {})}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </Fold>
    </>
  );
}

function criteriaWords(criteria: CriteriaVersion["criteria"][keyof CriteriaVersion["criteria"]]): string {
  const parts = Object.entries(criteria).map(([key, value]) => {
    const words = CRITERION_WORDS[key as keyof typeof CRITERION_WORDS];
    return `${words}: ${Array.isArray(value) ? value.join(", ") : String(value)}`;
  });
  return parts.join(" · ") || "Nothing";
}
