import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { BeltMark } from "#components/guardians/belt-mark.tsx";
import { GateLegend, GateLetters, LETTER_STATES } from "#components/reviews/queue/gate-letters.tsx";
import { PolicyVerdictMark } from "#components/reviews/queue/policy-verdict.tsx";
import { ReviewStateMark } from "#components/reviews/queue/review-state.tsx";
import { SlaMark } from "#components/reviews/queue/sla-mark.tsx";
import { TierMark } from "#components/reviews/queue/tier-mark.tsx";
import { GuardedButton } from "#components/ui/acts/guarded-button.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { FilterChips } from "#components/ui/lists/filter-chips.tsx";
import { FilterForm, SelectFilter, TextFilter } from "#components/ui/lists/filter-form.tsx";
import { CardsSkeleton, LinesSkeleton, PartsSkeleton } from "#components/ui/page/page-skeleton.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { People } from "#components/ui/words/people.tsx";
import { PersonName } from "#components/ui/words/person-name.tsx";
import { STATUS_VALUES, Status } from "#components/ui/words/status.tsx";
import { TAG_TONES, Tag } from "#components/ui/words/tag.tsx";
import { BELTS } from "#lib/belts/rules.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { named } from "#lib/member-name.ts";
import { paths } from "#lib/paths.ts";
import { GATES, POLICY_VERDICTS } from "#lib/reviews/rules/gates.ts";
import { REVIEW_STATES } from "#lib/reviews/rules/states.ts";
import classes from "./parts-in-states.module.css";

const HERE = paths.setting("about");
const LONG = "A long name of about eighty characters that must not break a table, heading or card";
const REFUSED = { allowed: false, because: "state", reason: "Three gates are missing." } as const;
const HOUR = 3_600_000;

/** Every component in each state, with the longest possible texts. */
export function PartsInStates({ now }: { now: Date }) {
  const due = (hours: number) => new Date(now.getTime() + hours * HOUR).toISOString();
  return (
    <>
      <Part title="Status">
        {STATUS_VALUES.map((value) => (
          <Status key={value} value={value} size="sm" />
        ))}
      </Part>
      <Part title="State of a review">
        {REVIEW_STATES.map((state) => (
          <ReviewStateMark key={state} state={state} />
        ))}
      </Part>
      <Part title="Gates">
        {LETTER_STATES.map((state) => (
          <GateLetters key={state} gates={GATES.map((id) => ({ id, state, reason: "" }))} />
        ))}
        <GateLegend />
      </Part>
      <Part title="Verdict, tier, due">
        {POLICY_VERDICTS.map((state) => (
          <PolicyVerdictMark key={state} verdict={{ state, count: 3 }} />
        ))}
        {TIERS.map((tier) => (
          <TierMark key={tier} tier={tier} />
        ))}
        <SlaMark now={now} sla={{ status: "breached", dueAt: due(-30) }} />
        <SlaMark now={now} sla={{ status: "at_risk", dueAt: due(3) }} />
        <SlaMark now={now} sla={{ status: "due", dueAt: due(60) }} />
        <SlaMark now={now} sla={{ status: "paused", dueAt: null }} />
      </Part>
      <Part title="People and belts">
        <People
          parts={[
            { part: named("Guardian"), name: "Gita Guardian", mine: true },
            { part: "Engineer", name: null },
          ]}
        />
        <PersonName name={LONG} />
        {BELTS.map((belt) => (
          <BeltMark key={belt} belt={belt} />
        ))}
      </Part>
      <Part title="Tags">
        {TAG_TONES.map((tone) => (
          <Tag key={tone} tone={tone}>
            New in r6
          </Tag>
        ))}
      </Part>
      <Part title="Buttons">
        <Button>Request changes</Button>
        <Button variant="default">Other moves</Button>
        <Button variant="default" size="xs">
          Ask for a fix
        </Button>
        <Button variant="subtle">Waive</Button>
        <GuardedButton permission={REFUSED}>Approve</GuardedButton>
        <Button loading>Saving</Button>
      </Part>
      <Section title="Filters and list">
        <FilterForm action={HERE} label="Filter parts">
          <TextFilter label="Search" name="q" value="" />
          <SelectFilter label="State" name="state" value={null} options={[["open", "Open"]]} />
          <FilterChips chips={[{ label: "High tier", href: HERE }]} clearHref={HERE} />
        </FilterForm>
        <DataTable
          caption="Parts in a list"
          columns={COLUMNS}
          rows={[1, 2].map((key) => ({
            key,
            href: HERE,
            cells: { name: LONG, state: <Status value="due" size="sm" quiet />, number: 123_456_789_012, note: LONG },
          }))}
          empty={null}
        />
        <EmptyState title="Nothing is ready to decide" action={<Button variant="default">Open the queue</Button>}>
          Reviews that you claimed appear here once every gate is met or waived.
        </EmptyState>
      </Section>
      <Section title="While a page comes">
        <LinesSkeleton />
        <PartsSkeleton />
        <CardsSkeleton />
      </Section>
    </>
  );
}

const COLUMNS = [
  { key: "name", label: "Name" },
  { key: "state", label: "State", bare: true },
  { key: "number", label: "Number", align: "right" as const },
  { key: "note", label: "Note", leaves: "first" as const },
];

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Section title={title}>
      <div className={classes.states}>{children}</div>
    </Section>
  );
}
