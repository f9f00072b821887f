import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChangeList } from "#components/threat-models/change-list.tsx";
import { ImportForm } from "#components/threat-models/import-form.tsx";
import { ImportWarnings } from "#components/threat-models/import-warnings.tsx";
import { mitigationLook } from "#components/threat-models/mitigation-look.ts";
import { ModelHead } from "#components/threat-models/model-head.tsx";
import { ModelLayout } from "#components/threat-models/model-layout.tsx";
import { QualityList } from "#components/threat-models/quality-list.tsx";
import { TextRows } from "#components/threat-models/text-rows.tsx";
import { threatGroups } from "#components/threat-models/threat-groups.ts";
import { ThreatMoves } from "#components/threat-models/threat-moves.tsx";
import { ThreatNav } from "#components/threat-models/threat-nav.tsx";
import { ThreatView } from "#components/threat-models/threat-view.tsx";
import { SegmentLinks } from "#components/ui/lists/segment-links.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { Prose } from "#components/ui/words/prose.tsx";
import { may } from "#lib/auth/policy.ts";
import { nowOf } from "#lib/context.ts";
import { paths } from "#lib/paths.ts";
import { modelPage } from "#lib/threat-models/model-page.ts";
import type { ModelPage } from "#lib/threat-models/output.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { counted } from "#lib/words.ts";
import { peopleAction } from "../../people-action.ts";
import { importThreatModelAction } from "../actions.ts";

export const metadata: Metadata = { title: "Threat model" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ version?: string; threat?: string; view?: string }>;
};

export default async function ThreatModelPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const id = numberIn((await params).id) ?? notFound();
  const query = await searchParams;
  const seq = query.version === undefined ? undefined : (numberIn(query.version) ?? notFound());
  const model = await found(modelPage(ctx, id, seq, numberIn(query.threat ?? "") ?? undefined));
  const groups = threatGroups(model.threats, model.changes);
  const href = (itemId: number) => paths.threatModel(id, { version: seq, threat: itemId });
  return (
    <ModelLayout
      head={<ModelHead model={model} now={nowOf(ctx)} />}
      list={<ThreatNav groups={groups} chosen={model.chosen?.itemId} href={href} />}
      threat={
        <Chosen
          model={model}
          order={groups.flatMap(({ threats }) => threats)}
          href={href}
          asDiff={query.view === "diff"}
        />
      }
    >
      <OfTheModel model={model} />
      {model.serviceRetiredAt === null && may(ctx.actor, "threat-model.import", { teamId: model.team.id }).allowed ? (
        <Section title="Import a new version" id="import">
          <ImportForm
            services={[model.service]}
            model={{ id, serviceId: model.service.id }}
            loadPeople={peopleAction}
            action={importThreatModelAction}
          />
        </Section>
      ) : null}
    </ModelLayout>
  );
}

type ChosenProps = {
  model: ModelPage;
  order: ModelPage["threats"];
  href: (itemId: number) => string;
  asDiff: boolean;
};

function Chosen({ model: { chosen, changes, version }, order, href, asDiff }: ChosenProps) {
  const at = order.findIndex(({ itemId }) => itemId === chosen?.itemId);
  const threat = order[at];
  if (!chosen || !threat) return <p className="dimmed">This version has no threats.</p>;
  const [previous, next] = [order[at - 1], order[at + 1]];
  const here = href(threat.itemId);
  const added = changes?.added.includes(threat.externalId);
  const changed = changes?.changed.includes(threat.externalId);
  const texts = [...chosen.mitigations, ...chosen.assumptions];
  const isReworded = chosen.before !== null || texts.some(({ rewording }) => rewording);
  const views = [
    { href: here, label: `v${version.seq}`, current: !asDiff },
    {
      href: `${here}${here.includes("?") ? "&" : "?"}view=diff`,
      label: `v${changes?.since} to v${version.seq}`,
      current: asDiff,
    },
  ];
  return (
    <ThreatView
      threat={threat}
      detail={chosen}
      version={version.seq}
      change={added ? "added" : changed ? "changed" : null}
      asDiff={asDiff}
      moves={
        <>
          {isReworded ? <SegmentLinks label="Words of this threat" items={views} /> : null}
          <ThreatMoves previous={previous ? href(previous.itemId) : null} next={next ? href(next.itemId) : null} />
        </>
      }
    />
  );
}

function OfTheModel({
  model: { description, quality, changes, mitigations, assumptions, version },
}: {
  model: ModelPage;
}) {
  return (
    <>
      <Section title="Quality" id="quality">
        <QualityList groups={quality} />
      </Section>
      <ImportWarnings warnings={version.warnings} />
      {changes ? (
        <Section title={`Changed since version ${changes.since}`} id="changes">
          <ChangeList since={changes.since} groups={changes.groups} />
        </Section>
      ) : null}
      <Section title="Mitigations" id="mitigations" count={mitigations.length}>
        {mitigations.length === 0 ? <p className="dimmed">No mitigations.</p> : null}
        <TextRows
          what="mitigations"
          rows={mitigations.map(({ externalId, text, status, threats }) => ({
            key: externalId,
            text: text || "A mitigation without text",
            note: `${mitigationLook(status).word}, ${counted(threats, "threat")}`,
          }))}
        />
      </Section>
      <Section title="Assumptions" id="assumptions" count={assumptions.length}>
        {assumptions.length === 0 ? <p className="dimmed">No assumptions.</p> : null}
        <TextRows
          what="assumptions"
          rows={assumptions.map(({ externalId, text }) => ({
            key: externalId,
            text: text || "An assumption without text",
          }))}
        />
      </Section>
      {description?.trim() ? (
        <Section title="Description" id="description">
          <Prose text={description} />
        </Section>
      ) : null}
    </>
  );
}

function numberIn(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
