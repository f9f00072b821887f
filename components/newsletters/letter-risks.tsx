import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { howMany } from "#lib/newsletters/rules.ts";
import { reviewRef } from "#lib/paths.ts";
import { counted, dayWords } from "#lib/words.ts";
import classes from "./letter.module.css";

/** What a leader has to know first: late reviews, uncovered services, promises past their day. */
export function LetterRisks({ snapshot }: { snapshot: LetterSnapshot }) {
  const { late, uncovered, overdueConditions, waivers, unnamed } = snapshot;
  const of = (what: keyof typeof unnamed, one: string, many?: string) => counted(howMany(snapshot, what), one, many);
  return (
    <ul className={classes.risks}>
      <Risk
        more={unnamed.late}
        title={`${of("late", "review")} open past the launch that was asked for`}
        none="No review is open past the launch that was asked for."
        items={late.map(
          ({ reviewId, title, requestedOn }) => `${reviewRef(reviewId)} ${title}, asked for ${dayWords(requestedOn)}`,
        )}
      />
      <Risk
        more={unnamed.uncovered}
        title={`${of("uncovered", "high-risk service")} without an active guardian`}
        none="Every high-risk service whose team is to have a guardian has an active one."
        items={uncovered.map(({ service, team }) => `${service.name} (${team})`)}
      />
      <Risk
        more={unnamed.overdueConditions}
        title={counted(howMany(snapshot, "overdueConditions"), "condition past its day", "conditions past their day")}
        none="No condition of an approval is past its day."
        items={overdueConditions.map(
          ({ reviewId, text, owner, dueOn }) => `${reviewRef(reviewId)}: ${text} (${owner}, due ${dayWords(dueOn)})`,
        )}
      />
      <Risk
        soon={waivers.every(({ expired }) => !expired)}
        more={unnamed.waivers}
        title={`${of("waivers", "waiver or accepted risk", "waivers and accepted risks")} expired, or expiring before the end of next quarter`}
        none="No waiver and no accepted risk has expired or expires before the end of next quarter."
        items={waivers.map(
          ({ reviewId, gate, expiresOn, expired }) =>
            `${reviewRef(reviewId)}: ${gate} (${expired ? "expired" : "expires"} ${dayWords(expiresOn)})`,
        )}
      />
    </ul>
  );
}

/** `more`: how many there are beside those that are named. */
type Props = { title: string; none: string; items: string[]; more: number; soon?: boolean };

function Risk({ title, none, items, more, soon = false }: Props): ReactNode {
  if (items.length === 0) {
    return (
      <li>
        <Icon name="check" className="tone-good" />
        <span>{none}</span>
      </li>
    );
  }
  return (
    <li>
      <Icon name={soon ? "warning" : "alert"} className={soon ? "tone-warn" : "tone-bad"} />
      <div>
        <b>{title}</b>
        <ul>
          {items.map((item, index) => (
            <li key={[item, items.indexOf(item) === index ? "" : index].join(" ")}>{item}</li>
          ))}
          {more > 0 ? <li>and {counted(more, "other")}</li> : null}
        </ul>
      </div>
    </li>
  );
}
