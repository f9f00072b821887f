import type { Metadata } from "next";
import { drawnTabs, POLICY_TABS, tabsFor } from "#components/frame/nav/tabs.ts";
import { Playground } from "#components/policies/playground/playground.tsx";
import { NEW_PROFILE } from "#components/policies/profiles/new-profile.ts";
import { NewProfileLink } from "#components/policies/profiles/new-profile-link.tsx";
import { ProfileForm } from "#components/policies/profiles/profile-form.tsx";
import { ProfileTable } from "#components/policies/profiles/profile-table.tsx";
import { DisagreementTable } from "#components/policies/results/disagreement-table.tsx";
import { RunTable } from "#components/policies/results/run-table.tsx";
import { emptyListTitle } from "#components/ui/lists/empty-list-title.ts";
import { IgnoredParameters } from "#components/ui/lists/ignored-parameters.tsx";
import { ListHead } from "#components/ui/lists/list-head.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import { Section } from "#components/ui/page/section.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { nowOf } from "#lib/context.ts";
import { notUnderstood, oneOf, PAGE, type Query, readParameters } from "#lib/parameters.ts";
import { paths } from "#lib/paths.ts";
import { policyViews } from "#lib/policies/profiles/policy-views.ts";
import { formOf } from "#lib/policies/rules/profile-form.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { pageContext } from "#lib/web/context.ts";
import { publishProfileAction } from "../actions.ts";

export const metadata: Metadata = { title: "Policies" };

type Props = { searchParams: Promise<Query> };

export default async function PoliciesPage({ searchParams }: Props) {
  const query = await searchParams;
  const ctx = await pageContext();
  const tabs = tabsFor(POLICY_TABS, ctx.actor);
  const parameters = { view: oneOf(POLICY_TABS.map(({ key }) => key)), page: PAGE, new: oneOf(["1"]) };
  const { view: asked = "checks", page, new: writing } = readParameters(parameters, query);
  const inspects = may(ctx.actor, "analyzer.inspect", null);
  const view = tabs.find(({ key }) => key === asked)?.key ?? "checks";
  const publishes = may(ctx.actor, "check-profile.publish", null);
  const offersNew = view === "profiles" && publishes.allowed;
  return (
    <>
      <ListHead
        title="Policies"
        tabs={drawnTabs(tabs, view)}
        action={offersNew ? <NewProfileLink writing={writing === "1"} /> : null}
      />
      <IgnoredParameters names={notUnderstood(parameters, query)} />
      {asked === "disagreements" && !inspects.allowed ? (
        <p className="dimmed" role="status">
          You cannot open Disagreements. {inspects.reason}
        </p>
      ) : null}
      {view === "profiles" && writing && !publishes.allowed ? (
        <p className="dimmed" role="status">
          You cannot publish a check profile. {publishes.reason}
        </p>
      ) : null}
      {view === "checks" ? <Checks page={page ?? 1} /> : null}
      {view === "profiles" ? <Profiles publishes={writing ? publishes : null} /> : null}
      {view === "playground" ? <PlaygroundView /> : null}
      {view === "disagreements" ? <Disagreements page={page ?? 1} /> : null}
    </>
  );
}

async function Checks({ page }: { page: number }) {
  const ctx = await pageContext();
  const list = await policyViews.checks(ctx, page);
  return (
    <>
      <RunTable runs={list.runs} now={nowOf(ctx)} none={emptyListTitle(ctx.actor, "policy checks")} />
      <Pager page={list.page} pages={list.pages} href={(next) => paths.policies({ page: next })} />
    </>
  );
}

/** The profiles, followed by the new-profile form for people who may publish profiles. */
async function Profiles({ publishes }: { publishes: Permission | null }) {
  const ctx = await pageContext();
  const profiles = await policyViews.profiles(ctx);
  const empty = formOf({ name: "", description: "", tiers: [] }, STANDARD_PROFILE.definition);
  return (
    <>
      <ProfileTable profiles={profiles} now={nowOf(ctx)} />
      {publishes?.allowed ? (
        <Section title="New profile" id={NEW_PROFILE}>
          <ProfileForm initial={empty} permission={publishes} action={publishProfileAction} />
        </Section>
      ) : null}
    </>
  );
}

async function Disagreements({ page }: { page: number }) {
  const ctx = await pageContext();
  const list = await policyViews.disagreements(ctx, page);
  return (
    <>
      <DisagreementTable items={list.items} now={nowOf(ctx)} none={emptyListTitle(ctx.actor, "disagreements")} />
      <Pager
        page={list.page}
        pages={list.pages}
        href={(next) => paths.policies({ view: "disagreements", page: next })}
      />
    </>
  );
}

async function PlaygroundView() {
  const profiles = await policyViews.profiles(await pageContext());
  return (
    <Playground
      sensitiveActions={["iam:PassRole", "iam:PutRolePolicy", "cloudtrail:StopLogging"]}
      profiles={profiles.map(({ name, definition }) => ({ name, definition }))}
    />
  );
}
