import {
  ANALYZERS,
  type Analyzer,
  DEFAULT_ACCOUNT,
  type ProfileDefinition,
  VALIDATION_LEVELS,
} from "#lib/checks/profile.ts";
import type { FindingType } from "#lib/iam/index.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import type { Starter } from "./starters.ts";

/** What the form offers. */
export const ANSWERING = ANALYZERS;
export const BLOCKING_LEVELS = VALIDATION_LEVELS;
export const ASSUMED_ACCOUNT = DEFAULT_ACCOUNT;

export type RuleText = { name: string; actions: string; resources: string };

/** A profile as a form holds it: lists as text, one item a line. */
export type ProfileForm = {
  name: string;
  description: string;
  tiers: Tier[];
  rules: RuleText[];
  identity: string[];
  resource: string[];
  publicAccess: boolean;
  managed: string;
  block: FindingType[];
  credentials: boolean;
  account: string;
  trusted: string;
  analyzer: Analyzer;
};

export function formOf(
  profile: { name: string; description: string; tiers: Tier[] },
  definition: ProfileDefinition,
): ProfileForm {
  const { name, description, tiers } = profile;
  return {
    name,
    description,
    tiers,
    rules: definition.sensitive.map((rule) => ({
      name: rule.name,
      actions: rule.actions.join("\n"),
      resources: rule.resources.join("\n"),
    })),
    identity: definition.references.identity,
    resource: definition.references.resource,
    publicAccess: definition.publicAccess,
    managed: definition.acceptedManagedPolicies.join("\n"),
    block: definition.validation.block,
    credentials: definition.credentials,
    account: definition.account ?? "",
    trusted: definition.trustedPrincipals.join("\n"),
    analyzer: definition.analyzer,
  };
}

/** What the form says, as the verb takes it: its controls are named as the verb names what is wrong with them. */
export function definitionOf(form: ProfileForm): ProfileDefinition {
  const { rules, identity, resource, publicAccess, managed, block, credentials, account, trusted, analyzer } = form;
  return {
    references: { identity: identity.filter(isReference), resource: resource.filter(isReference) },
    sensitive: rules.map(({ name, actions, resources }) => ({
      name,
      actions: linesOf(actions),
      resources: linesOf(resources),
    })),
    publicAccess,
    acceptedManagedPolicies: linesOf(managed),
    validation: { block: VALIDATION_LEVELS.filter((level) => block.includes(level)) },
    credentials,
    account: account.trim() === "" ? null : account.trim(),
    trustedPrincipals: linesOf(trusted),
    analyzer,
  };
}

/** One that is left empty is none. */
export function isReference(text: string): boolean {
  return text.trim() !== "";
}

/** The form with a starter in it. One that it holds already changes nothing. */
export function withStarter(form: ProfileForm, starter: Starter): ProfileForm {
  if (starter.kind === "public") return { ...form, publicAccess: true };
  if (holdsStarter(form, starter)) return form;
  const { name, actions, resources } = starter.rule;
  const rule = { name, actions: actions.join("\n"), resources: resources.join("\n") };
  return { ...form, rules: [...form.rules, rule] };
}

export function holdsStarter(form: Pick<ProfileForm, "rules" | "publicAccess">, starter: Starter): boolean {
  return starter.kind === "public" ? form.publicAccess : form.rules.some(({ name }) => name === starter.rule.name);
}

/** The words of a list that is written one a line, or separated by commas. Each once. */
export function linesOf(text: string): string[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  return [...new Set(words)];
}
