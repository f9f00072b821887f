import { Fragment } from "react";
import type { ServicePage } from "#lib/teams/output.ts";
import { dayWords } from "#lib/words.ts";
import { dayIn } from "#lib/zoned-time.ts";

type Props = { service: Pick<ServicePage, "description" | "links" | "retiredAt" | "retiredBy">; timeZone: string };

/** A service's description, links and retirement. */
export function ServiceFacts({ service: { description, links, retiredAt, retiredBy }, timeZone }: Props) {
  return (
    <>
      {retiredAt ? (
        <>
          Retired on {dayWords(dayIn(new Date(retiredAt), timeZone))}
          {retiredBy ? ` by ${retiredBy.name}` : null}
          {" · "}
        </>
      ) : null}
      {description || "No description yet."}
      {links.map(({ label, url }) => (
        <Fragment key={url}>
          {" · "}
          <a href={url} rel="noreferrer">
            {label}
          </a>
        </Fragment>
      ))}
    </>
  );
}
