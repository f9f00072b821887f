import Link from "next/link";
import { Icon } from "#components/ui/words/icon.tsx";
import { Status } from "#components/ui/words/status.tsx";
import type { ThreatRow } from "#lib/threat-models/output.ts";
import { capital } from "#lib/words.ts";
import { documentationLook } from "./documentation-looks.ts";
import type { ThreatGroup } from "./threat-groups.ts";
import classes from "./threat-nav.module.css";

/** How many threats of a group are shown before collapsing. */
const SHOWN = 25;

type Props = { groups: readonly ThreatGroup[]; chosen: number | undefined; href: (itemId: number) => string };

/** The threat list next to the selected threat. */
export function ThreatNav({ groups, chosen, href }: Props) {
  if (groups.length === 0) return <p className={classes.none}>This version has no threats.</p>;
  return (
    <nav className={classes.nav} id="threats" aria-label="Threats">
      {groups.map(({ title, threats }) => (
        <section key={title} aria-label={title}>
          <p className={classes.group}>
            <b>{title}</b> <span>{threats.length}</span>
          </p>
          <Rows threats={threats.slice(0, SHOWN)} chosen={chosen} href={href} />
          {threats.length > SHOWN ? (
            <details open={threats.slice(SHOWN).some(({ itemId }) => itemId === chosen)}>
              <summary className={classes.more}>{threats.length - SHOWN} more</summary>
              <Rows threats={threats.slice(SHOWN)} chosen={chosen} href={href} />
            </details>
          ) : null}
        </section>
      ))}
    </nav>
  );
}

function Rows({ threats, chosen, href }: { threats: readonly ThreatRow[] } & Omit<Props, "groups">) {
  return (
    <ul className={classes.rows}>
      {threats.map((threat) => (
        <li key={threat.itemId}>
          <Link
            href={href(threat.itemId)}
            prefetch={false}
            className={classes.row}
            aria-current={threat.itemId === chosen ? "true" : undefined}
          >
            <span className={classes.number}>{threat.numericId === null ? "" : `#${threat.numericId}`}</span>
            <span className={classes.words}>
              <span className={classes.text} title={threat.text}>
                {threat.text || "A threat without text"}
              </span>
              <small>{threat.priority ? `${capital(threat.priority)} priority` : "Priority not set"}</small>
              {threat.blocking ? (
                <small>
                  , <Status value="bad" size="sm" label="blocks the approval" />
                </small>
              ) : null}
            </span>
            <Mark threat={threat} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

const ICONS = { unmet: "ring", met: "check", due: "clock", waived: "slash", not_applicable: "minus" } as const;

/** Icon only, because the group and the threat itself show the word. */
function Mark({ threat }: { threat: ThreatRow }) {
  const { value, label } = documentationLook(threat);
  const icon = Object.entries(ICONS).find(([name]) => name === value)?.[1] ?? "half";
  return <Icon name={icon} size={14} label={label} title={label} className={classes.mark ?? ""} />;
}
