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

/** The choices the form offers. */
export const ANSWERING = ANALYZERS;
export const BLOCKING_LEVELS = VALIDATION_LEVELS;
export const ASSUMED_ACCOUNT = DEFAULT_ACCOUNT;

export type RuleText = { name: string; actions: string; resources: string };

/** A profile as a form contains it: lists as text, one item per line. */
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

/** Converts the form to the verb's input. Form controls use the names the verb reports problems under. */
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

/** An empty field is not a reference. */
export function isReference(text: string): boolean {
  return text.trim() !== "";
}

/** Adds a starter to the form. Adding it twice changes nothing. */
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

/** The distinct words of a list written one per line or separated by commas. */
export function linesOf(text: string): string[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  return [...new Set(words)];
}
