import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { reviewRef } from "#lib/paths.ts";
import { counted, dayWords } from "#lib/words.ts";
import classes from "./letter.module.css";

/** What a leader has to know first: late reviews, uncovered services, promises past their day. */
export function LetterRisks({ snapshot }: { snapshot: LetterSnapshot }) {
  const { late, uncovered, overdueConditions, waivers } = snapshot;
  return (
    <ul className={classes.risks}>
      <Risk
        title={`${counted(late.length, "review")} open past the launch that was asked for`}
        none="No review is open past the launch that was asked for."
        items={late.map(
          ({ reviewId, title, requestedOn }) => `${reviewRef(reviewId)} ${title}, asked for ${dayWords(requestedOn)}`,
        )}
      />
      <Risk
        title={`${counted(uncovered.length, "high-risk service")} without an active guardian`}
        none="Every high-risk service has an active guardian in its team."
        items={uncovered.map(({ service, team }) => `${service.name} (${team})`)}
      />
      <Risk
        title={counted(overdueConditions.length, "condition past its day", "conditions past their day")}
        none="No condition of an approval is past its day."
        items={overdueConditions.map(
          ({ reviewId, text, owner, dueOn }) => `${reviewRef(reviewId)}: ${text} (${owner}, due ${dayWords(dueOn)})`,
        )}
      />
      <Risk
        soon={waivers.every(({ expired }) => !expired)}
        title={`${counted(waivers.length, "waiver")} expired, or expiring before the end of next quarter`}
        none="No waiver has expired or expires before the end of next quarter."
        items={waivers.map(
          ({ reviewId, gate, expiresOn, expired }) =>
            `${reviewRef(reviewId)}: ${gate} (${expired ? "expired" : "expires"} ${dayWords(expiresOn)})`,
        )}
      />
    </ul>
  );
}

type Props = { title: string; none: string; items: string[]; soon?: boolean };

function Risk({ title, none, items, soon = false }: Props): ReactNode {
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
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </div>
    </li>
  );
}
