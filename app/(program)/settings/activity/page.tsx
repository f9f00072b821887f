import type { Metadata } from "next";
import { SettingsHead } from "#components/settings/settings-head.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { FilterForm, SelectFilter } from "#components/ui/lists/filter-form.tsx";
import { IgnoredParameters } from "#components/ui/lists/ignored-parameters.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { may } from "#lib/auth/policy.ts";
import { nowOf } from "#lib/context.ts";
import { EVENT_TYPES, SUBJECT_KINDS } from "#lib/event-types/vocabulary.ts";
import { logPage } from "#lib/pages/log-page.ts";
import type { Query } from "#lib/parameters.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";
import { handOut } from "#lib/web/hand-out.ts";
import { recordRefusal } from "#lib/web/refusal.ts";
import { countedIn, listed } from "#lib/words.ts";

export const metadata: Metadata = { title: "Activity log" };

type Props = { searchParams: Promise<Query> };

export default async function ActivityPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const gate = may(ctx.actor, "audit.read", null);
  if (!gate.allowed) {
    await recordRefusal(ctx, `GET ${paths.activityLog()}`);
    return (
      <>
        <SettingsHead current="activity" />
        <EmptyState title="You cannot read the activity log">{gate.reason}</EmptyState>
      </>
    );
  }
  const query = await searchParams;
  const { filter, log, people, keptFrom, leftOut } = await handOut(
    ctx,
    { what: "activity-log", format: "page" },
    async (ctx) => {
      const read = await logPage(ctx, query);
      return { read, count: read.log.items.length };
    },
  );
  return (
    <>
      <SettingsHead current="activity" />
      <FilterForm action={paths.activityLog()} label="Filter the log">
        <SelectFilter
          label="Event"
          name="type"
          value={filter.type ?? null}
          options={EVENT_TYPES.map((type): [string, string] => [type, type])}
        />
        <SelectFilter
          label="Subject"
          name="kind"
          value={filter.subjectKind ?? null}
          options={SUBJECT_KINDS.map((kind): [string, string] => [kind, kind.replace("_", " ")])}
        />
        <SelectFilter
          label="Person"
          name="actor"
          value={filter.actorId ? String(filter.actorId) : null}
          options={people.map(({ id, name, hasLeft }): [string, string] => [
            String(id),
            hasLeft ? `${name} (has left)` : name,
          ])}
        />
      </FilterForm>
      <IgnoredParameters names={leftOut} />
      {keptFrom.length > 0 && (
        <p className="dimmed">Not shown: the {listed(keptFrom)} about people whose activity you cannot read.</p>
      )}
      <DataTable
        caption="Activity log"
        columns={[
          { key: "what", label: "What happened" },
          { key: "type", label: "Event", width: "15rem", leaves: "first" },
          { key: "when", label: "When", width: "8rem", bare: true },
        ]}
        rows={log.items.map((entry) => ({
          key: entry.id,
          cells: {
            what: entry.sentence,
            type: <span className="dimmed">{entry.type}</span>,
            when: <Moment at={entry.at} now={nowOf(ctx)} />,
          },
        }))}
        empty={<EmptyState title="Nothing matches">Remove a filter.</EmptyState>}
      />
      <Pager
        page={log.page}
        pages={log.pages}
        total={countedIn(log, "event")}
        href={(page) => paths.activityLog({ ...query, page })}
      />
    </>
  );
}
