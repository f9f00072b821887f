import Link from "next/link";
import { SegmentLinks } from "#components/ui/lists/segment-links.tsx";
import { Icon } from "#components/ui/words/icon.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { Status } from "#components/ui/words/status.tsx";
import { paths } from "#lib/paths.ts";
import type { ModelPage } from "#lib/threat-models/output.ts";
import { AUTHOR_WORDS, FORMAT_WORDS } from "#lib/threat-models/rules/model.ts";
import { counted } from "#lib/words.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./model-head.module.css";

/** Header of a model: name, version, author, and how many threats are documented. */
export function ModelHead({ model, now }: { model: ModelPage; now: Now }) {
  const { id, name, service, version, versions } = model;
  return (
    <>
      <Link href={paths.threatModels()} prefetch={false} className={classes.back}>
        <Icon name="chevron-left" size={16} />
        Threat models
      </Link>
      <h1 className={classes.title}>{name}</h1>
      <p className={classes.facts}>
        {service.name}. Version {version.seq}, {FORMAT_WORDS[version.format]}, by{" "}
        {version.author?.name ?? AUTHOR_WORDS[version.authorRole].toLowerCase()}, imported{" "}
        <Moment at={version.importedAt} now={now} />.{" "}
        <a href={paths.threatModelFile(id, version.seq)}>Download the file</a>
      </p>
      <Progress model={model} />
      {versions.length > 1 ? (
        <SegmentLinks
          label="Versions"
          items={versions.map(({ seq }) => ({
            href: paths.threatModel(id, { version: seq }),
            label: `v${seq}`,
            current: seq === version.seq,
          }))}
        />
      ) : null}
    </>
  );
}

function Progress({ model: { threats } }: { model: ModelPage }) {
  if (threats.length === 0) return null;
  const undocumented = threats.filter((threat) => threat.undocumented).length;
  const done = threats.filter((threat) => !threat.undocumented && threat.documentation === "done").length;
  const written = threats.length - done - undocumented;
  const all = counted(threats.length, "threat");
  return (
    <>
      <div className={classes.bar} aria-hidden="true">
        <span data-part="done" style={{ flex: done }} />
        <span data-part="written" style={{ flex: written }} />
        <span style={{ flex: undocumented }} />
      </div>
      <p className={classes.state}>
        {undocumented > 0 ? (
          <Status
            value="unmet"
            size="sm"
            label={counted(
              undocumented,
              `of ${all} has no documented mitigation`,
              `of ${all} have no documented mitigation`,
            )}
          />
        ) : (
          <Status value="good" size="sm" quiet label={`${all}: every threat has a documented mitigation`} />
        )}
      </p>
    </>
  );
}
