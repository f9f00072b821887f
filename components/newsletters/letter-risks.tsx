import type { ReactNode } from "react";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { reviewRef } from "#lib/paths.ts";
import classes from "./letter.module.css";

/** What a leader has to know first: late reviews, uncovered services, promises past their day. */
export function LetterRisks({ snapshot }: { snapshot: LetterSnapshot }) {
  const { late, uncovered, overdueConditions, waivers } = snapshot;
  return (
    <ul className={classes.risks}>
      <Risk
        title="Open past the launch that was asked for"
        none="No review is open past the launch that was asked for."
        items={late.map(
          ({ reviewId, title, requestedOn }) => `${reviewRef(reviewId)} ${title}, asked for ${requestedOn}`,
        )}
      />
      <Risk
        title="High-risk services without an active guardian"
        none="Every high-risk service has an active guardian in its team."
        items={uncovered.map(({ service, team }) => `${service.name} (${team})`)}
      />
      <Risk
        title="Conditions past their day"
        none="No condition of an approval is past its day."
        items={overdueConditions.map(
          ({ reviewId, text, owner, dueOn }) => `${reviewRef(reviewId)}: ${text} (${owner}, due ${dueOn})`,
        )}
      />
      <Risk
        title="Waivers expired, or expiring before the end of next quarter"
        none="No waiver has expired or expires before the end of next quarter."
        items={waivers.map(
          ({ reviewId, gate, expiresOn, expired }) =>
            `${reviewRef(reviewId)}: ${gate} (${expired ? "expired" : "expires"} ${expiresOn})`,
        )}
      />
    </ul>
  );
}

function Risk({ title, none, items }: { title: string; none: string; items: string[] }): ReactNode {
  if (items.length === 0) return <li>{none}</li>;
  return (
    <li>
      {title}:
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </li>
  );
}
