import type { Metadata } from "next";
import { ImportForm } from "#components/threat-models/import-form.tsx";
import { ThreatModelTable } from "#components/threat-models/threat-model-table.tsx";
import { ButtonLink } from "#components/ui/acts/button-link.tsx";
import { emptyListTitle } from "#components/ui/lists/empty-list-title.ts";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { FilterChips } from "#components/ui/lists/filter-chips.tsx";
import { FilterForm, TextFilter } from "#components/ui/lists/filter-form.tsx";
import { IgnoredParameters } from "#components/ui/lists/ignored-parameters.tsx";
import { ListHead } from "#components/ui/lists/list-head.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { nowOf } from "#lib/context.ts";
import { paths } from "#lib/paths.ts";
import { modelsPage } from "#lib/threat-models/models-page.ts";
import { pageContext } from "#lib/web/context.ts";
import { countedIn } from "#lib/words.ts";
import { peopleAction } from "../../people-action.ts";
import { importThreatModelAction } from "../actions.ts";

export const metadata: Metadata = { title: "Threat models" };

type Props = { searchParams: Promise<Record<string, string | undefined>> };

export default async function ThreatModelsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const { filter, list, services, leftOut } = await modelsPage(ctx, await searchParams);
  const { q, serviceId: service } = filter;
  const chosen = services.find(({ id }) => id === service)?.name ?? list.models[0]?.service.name ?? "One service";
  const total = countedIn(list, "threat model");
  return (
    <>
      <ListHead
        title="Threat models"
        action={
          services.length > 0 ? (
            <ButtonLink href="#import" variant="default">
              Import a threat model
            </ButtonLink>
          ) : null
        }
      />
      <FilterForm action={paths.threatModels()} label="Filter threat models" hidden={{ service: service?.toString() }}>
        <TextFilter label="Search by name" name="q" value={q ?? ""} />
        {service ? <FilterChips chips={[{ label: chosen, href: paths.threatModels({ q }) }]} /> : null}
      </FilterForm>
      <IgnoredParameters names={leftOut} />
      <ThreatModelTable
        models={list.models}
        now={nowOf(ctx)}
        empty={
          q ? (
            <EmptyState title="No threat model matches">Change or clear your search.</EmptyState>
          ) : (
            <EmptyState title={`${emptyListTitle(ctx.actor, "threat models")}${service ? ` of ${chosen}` : ""}`}>
              Import a team's existing model, or attach one to a review. Every version is kept.
            </EmptyState>
          )
        }
      />
      <Pager
        page={list.page}
        pages={list.pages}
        total={total}
        href={(page) => paths.threatModels({ service, q, page })}
      />
      {services.length > 0 ? (
        <Section title="Import a threat model" id="import">
          <ImportForm
            services={services.map(({ id, name }) => ({ id, name }))}
            loadPeople={peopleAction}
            action={importThreatModelAction}
          />
        </Section>
      ) : null}
    </>
  );
}
