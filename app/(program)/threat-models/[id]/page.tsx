import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChangeList } from "#components/threat-models/change-list.tsx";
import { ImportForm } from "#components/threat-models/import-form.tsx";
import { QualityList } from "#components/threat-models/quality-list.tsx";
import { ThreatList } from "#components/threat-models/threat-list.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { TabsNav } from "#components/ui/tabs-nav.tsx";
import { may } from "#lib/auth/policy.ts";
import { paths } from "#lib/paths.ts";
import { modelPage } from "#lib/threat-models/model-page.ts";
import { AUTHOR_WORDS, FORMAT_WORDS } from "#lib/threat-models/rules/model.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { counted } from "#lib/words.ts";
import { importThreatModelAction } from "../actions.ts";

export const metadata: Metadata = { title: "Threat model" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ version?: string }> };

export default async function ThreatModelPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const id = numberIn((await params).id) ?? notFound();
  const asked = (await searchParams).version;
  const model = await found(modelPage(ctx, id, asked === undefined ? undefined : (numberIn(asked) ?? notFound())));
  const { version, service, changes, mitigations, assumptions } = model;
  const undocumented = version.undocumented;
  return (
    <>
      <PageHead
        title={model.name}
        back={{ href: paths.threatModels(), label: "Threat models" }}
        facts={
          <>
            {service.name} · version {version.seq}, {FORMAT_WORDS[version.format]} · written by{" "}
            {AUTHOR_WORDS[version.authorRole].toLowerCase()}
            {version.author ? ` (${version.author.name})` : ""} · imported{" "}
            <Moment at={version.importedAt} now={ctx.now} />
          </>
        }
        action={<a href={paths.threatModelFile(id, version.seq)}>Download the file</a>}
      />
      <TabsNav
        label="Versions"
        items={model.versions.map(({ seq }) => ({
          href: paths.threatModel(id, { version: seq }),
          label: `Version ${seq}`,
          current: seq === version.seq,
        }))}
      />
      {[...new Set(linesOf(model.description ?? ""))].map((line) => (
        <p key={line}>{line}</p>
      ))}
      <Section title={`Threats, ${version.threats}`} id="threats">
        <p>
          {undocumented > 0 ? (
            <Status
              value="unmet"
              label={
                undocumented === 1
                  ? "1 threat has no documented mitigation"
                  : `${undocumented} threats have no documented mitigation`
              }
            />
          ) : (
            <Status value="good" label="Every threat has a documented mitigation" />
          )}
        </p>
        <ThreatList threats={model.threats} />
      </Section>
      <Section title="Quality" id="quality">
        <QualityList groups={model.quality} />
      </Section>
      {changes ? (
        <Section title={`Changed since version ${changes.since}`} id="changes">
          <ChangeList since={changes.since} groups={changes.groups} />
        </Section>
      ) : null}
      <Section title={`Mitigations, ${mitigations.length}`} id="mitigations">
        {mitigations.length === 0 ? <p className="dimmed">No mitigation is written down.</p> : null}
        <ul>
          {mitigations.map(({ externalId, text, status, threats }) => (
            <li key={externalId}>
              {text || "A mitigation without text"}{" "}
              <span className="dimmed">
                ({status ?? "no status"}, {counted(threats, "threat")})
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={`Assumptions, ${assumptions.length}`} id="assumptions">
        {assumptions.length === 0 ? <p className="dimmed">No assumption is written down.</p> : null}
        <ul>
          {assumptions.map(({ externalId, text }) => (
            <li key={externalId}>{text || "An assumption without text"}</li>
          ))}
        </ul>
      </Section>
      {may(ctx.actor, "threat-model.import", { teamId: model.team.id }).allowed ? (
        <Section title="Import a new version" id="import">
          <ImportForm services={[service]} model={{ id, serviceId: service.id }} action={importThreatModelAction} />
        </Section>
      ) : null}
    </>
  );
}

function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "");
}

function numberIn(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
