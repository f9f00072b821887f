import type { Metadata } from "next";
import { DraftLetter } from "#components/newsletters/letter-forms.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { emptyListTitle } from "#components/ui/lists/empty-list-title.ts";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { ListHead } from "#components/ui/lists/list-head.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { Status } from "#components/ui/words/status.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import { nowOf } from "#lib/context.ts";
import { lastQuarters, parseQuarter, quarterKey, quarterLabel, quarterOf } from "#lib/metrics/rules/quarter.ts";
import { newslettersPage } from "#lib/newsletters/newsletters-page.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";
import { draftNewsletterAction } from "../actions.ts";

export const metadata: Metadata = { title: "Newsletters" };

export default async function NewslettersPage() {
  const ctx = await pageContext();
  const { letters, timeZone, drafts } = await newslettersPage(ctx);
  const quarters = lastQuarters(5, quarterOf(ctx.now, timeZone)).reverse();
  const [running, ended = running] = quarters;
  const permission: Permission =
    drafts.length > 0
      ? { allowed: true }
      : {
          allowed: false,
          because: "actor",
          reason: "Only a program manager or the organisation's leader can draft a letter.",
        };
  return (
    <>
      <ListHead
        title="Newsletters"
        action={
          permission.allowed ? (
            <DraftLetter
              organisations={drafts.map(({ id, name }) => ({ value: String(id), label: name }))}
              quarters={quarters.map((quarter) => ({ value: quarterKey(quarter), label: quarterLabel(quarter) }))}
              quarter={ended && quarterKey(ended)}
              permission={permission}
              action={draftNewsletterAction}
            />
          ) : (
            <span className="dimmed">{permission.reason}</span>
          )
        }
      />
      <DataTable
        caption="Letters"
        columns={[
          { key: "organisation", label: "Organisation" },
          { key: "quarter", label: "Quarter", width: "7rem" },
          { key: "state", label: "State", width: "7rem", bare: true },
          { key: "leader", label: "To", width: "12rem", leaves: "first" },
          { key: "asOf", label: "Numbers of", width: "9rem", leaves: "second" },
          { key: "by", label: "Drafted by", width: "12rem", leaves: "second" },
        ]}
        rows={letters.map((letter) => ({
          key: letter.id,
          href: paths.newsletter(letter.id),
          cells: {
            organisation: letter.organisation.name,
            quarter: quarterWords(letter.quarter),
            state: <Status value="draft" size="sm" quiet />,
            leader: letter.leader ?? <span className="dimmed">No one yet</span>,
            asOf: <Moment at={letter.asOf} now={nowOf(ctx)} />,
            by: letter.draftedBy?.name ?? "The product",
          },
        }))}
        empty={
          <EmptyState title={emptyListTitle(ctx.actor, "letters")}>
            A program manager or an organisation's leader drafts a letter for a quarter.
          </EmptyState>
        }
      />
      <footer className="foot dimmed">
        One letter per organisation and quarter. Its numbers are frozen when it is drafted.
      </footer>
    </>
  );
}

function quarterWords(key: string): string {
  const quarter = parseQuarter(key);
  return quarter ? quarterLabel(quarter) : key;
}
