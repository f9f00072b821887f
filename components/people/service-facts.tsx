import { Fragment } from "react";

type Props = { description: string; links: { label: string; url: string }[] };

/** What a service does, and where more about it stands. */
export function ServiceFacts({ description, links }: Props) {
  return (
    <>
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
