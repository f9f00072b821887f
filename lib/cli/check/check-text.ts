import { type Policy, parsePolicy, type ServiceFacts } from "#lib/iam/index.ts";
import { findCredentials } from "#lib/policies/rules/credentials/find-credentials.ts";
import { isPipeline } from "#lib/policies/rules/credentials/keys-in-pipeline.ts";
import { type EscalationPath, escalationPaths } from "#lib/policies/rules/escalation-paths.ts";
import { withKnownPolicies } from "#lib/policies/rules/known-managed-policies.ts";
import { policyType } from "#lib/policies/rules/policy-type.ts";
import {
  type Assumption,
  type Format,
  type PolicyKind,
  readTemplate,
  type TemplatePolicy,
  type TemplateReading,
} from "#lib/templates/read.ts";
import { againstFindings, type PreviousText } from "./against.ts";
import { credentialDraft, policyCredentialDrafts } from "./credential-drafts.ts";
import { externalFindings } from "./external-findings.ts";
import { type Draft, draft } from "./finding.ts";
import { type PolicyFindings, policyFindings, subjectOf } from "./policy-findings.ts";
import type { Settings } from "./settings.ts";
import { attachmentFindings, incompleteFindings, unreadable } from "./unread-findings.ts";
import { validationFindings } from "./validation-findings.ts";

export type CheckedPolicy = {
  resource: string;
  resourceType: string;
  policyName: string | null;
  kind: PolicyKind;
  line: number;
};

/**
 * What one text is and what was found in it. `pipeline`: what a CI service runs, which is read for keys only; `foreign`: it
 * is neither that nor a template, plan or policy.
 */
export type TextResult = {
  format: Format | "pipeline" | "foreign" | "unreadable";
  policies: CheckedPolicy[];
  drafts: Draft[];
  assumptions: Assumption[];
  /** Issue codes of policy validation that were not looked for. */
  leftOut: string[];
  /** Known ways by which the holder of a resource's identity policies could gain more. */
  escalations: Escalation[];
  /** Secrets in the text, which no output may show. */
  secrets: string[];
  /** What broke inside the checks. */
  errors: string[];
};

export type Escalation = { resource: string; line: number; paths: EscalationPath[] };

export type TextInput = {
  name: string;
  text: string;
  /** The caller asked for this file by name: it may not be passed over. */
  named: boolean;
  previous: { label: string; text: PreviousText } | null;
};

/** `factsFor` gives what is publicly known of the services that some policies name. */
export type TextSettings = Settings & { factsFor?: (policies: string[]) => Promise<ServiceFacts> };

/** A text that breaks and shows none of these is some other program's, such as a chart or a manifest. */
const MAY_HOLD_POLICIES =
  /AWSTemplateFormatVersion|AWS::|planned_values|resource_changes|["']?(?:Resources|Statement)["']?\s*:/;

export async function checkText(input: TextInput, settings: TextSettings): Promise<TextResult> {
  const { name, text, named } = input;
  const reading = readTemplate(text, { ...settings.template, fileName: name });
  const { findings, secrets } = findCredentials(text, name, reading.ok ? reading.root : undefined);
  const credentials = settings.profile.credentials ? findings.map(credentialDraft) : [];
  const result = (format: TextResult["format"], checked: Partial<Checked>): TextResult => {
    const drafts = [...credentials, ...(checked.drafts ?? [])];
    return { ...NOTHING, ...checked, format, drafts, secrets };
  };
  if (reading.ok) return result(reading.format, await readingResult(reading, input, settings));
  if (isPipeline(name, text)) return result("pipeline", {});
  const foreign = reading.foreign === true || !MAY_HOLD_POLICIES.test(text);
  return foreign && !named ? result("foreign", {}) : result("unreadable", { drafts: reading.problems.map(unreadable) });
}

type Checked = Pick<TextResult, "policies" | "drafts" | "assumptions" | "leftOut" | "escalations" | "errors">;
const NOTHING: Omit<Checked, "drafts"> = { policies: [], assumptions: [], leftOut: [], escalations: [], errors: [] };

async function readingResult(
  reading: Extract<TemplateReading, { ok: true }>,
  { name, previous }: TextInput,
  settings: TextSettings,
): Promise<Checked> {
  const texts = reading.policies.map((policy) => policy.text);
  const facts = texts.length > 0 ? await settings.factsFor?.(texts) : undefined;
  const each = reading.policies.map((policy) => checkOne(policy, settings, { facts, file: name }));
  const all = withKnownPolicies(reading);
  const known = all.policies.slice(reading.policies.length).map((policy) => checkKnown(policy, settings, name));
  const drafts = [
    ...[...each, ...known].flatMap((one) => one.drafts),
    ...(previous ? againstFindings(all, previous.text, previous.label, settings) : []),
    ...incompleteFindings(reading),
    ...attachmentFindings(all, settings),
  ];
  const assumptions = new Map(reading.policies.flatMap((policy) => policy.assumptions).map((one) => [one.name, one]));
  return {
    policies: reading.policies.map(({ logicalId, resourceType, policyName, kind, span }) => {
      return { resource: logicalId, resourceType, policyName, kind, line: span.start.line };
    }),
    drafts,
    assumptions: [...assumptions.values()],
    leftOut: [...new Set(each.flatMap((one) => one.leftOut))],
    escalations: escalationsOf(all.policies),
    errors: [...each, ...known].flatMap((one) => one.errors),
  };
}

/** Policies of one resource count together: what one of them denies, the others do not give. */
function escalationsOf(policies: readonly TemplatePolicy[]): Escalation[] {
  const held = new Map<string, TemplatePolicy[]>();
  for (const policy of policies.filter(({ kind }) => kind === "identity")) {
    held.set(policy.logicalId, [...(held.get(policy.logicalId) ?? []), policy]);
  }
  return [...held].flatMap(([resource, of]) => {
    const parsed = of.map(({ node }) => parsePolicy(node, { type: "identity" }));
    const paths = escalationPaths(parsed.flatMap((one) => (one.ok ? [one.policy] : [])));
    return paths.length > 0 ? [{ resource, line: of[0]?.span.start.line ?? 1, paths }] : [];
  });
}

type OneResult = { drafts: Draft[]; leftOut: string[]; errors: string[] };

type Around = { facts: ServiceFacts | undefined; file: string };

function checkOne(found: TemplatePolicy, settings: TextSettings, { facts, file }: Around): OneResult {
  const { drafts, leftOut } = validationFindings(found, settings.profile.validation.block, facts);
  const parsed = parsePolicy(found.node, { type: policyType(found.kind) });
  if (!parsed.ok) {
    const blocked = drafts.some(({ level }) => level === "blocking");
    return { drafts: blocked ? drafts : [...drafts, ...malformed(found, parsed.problems)], leftOut, errors: [] };
  }
  const checked = checkParsed(parsed.policy, found, settings, file);
  return { drafts: [...drafts, ...checked.drafts], leftOut, errors: checked.errors };
}

/** A policy of AWS is not ours to correct: only what it grants is judged. */
function checkKnown(found: TemplatePolicy, settings: TextSettings, file: string): PolicyFindings {
  const parsed = parsePolicy(found.node, { type: policyType(found.kind) });
  return parsed.ok ? checkParsed(parsed.policy, found, settings, file) : { drafts: [], errors: [] };
}

function checkParsed(policy: Policy, found: TemplatePolicy, settings: TextSettings, file: string): PolicyFindings {
  const { drafts, errors } = policyFindings(policy, found, settings);
  const credentials = settings.profile.credentials ? policyCredentialDrafts(policy, found, file) : [];
  return { drafts: [...drafts, ...externalFindings(policy, found, settings), ...credentials], errors };
}

type Malformed = Extract<ReturnType<typeof parsePolicy>, { ok: false }>["problems"];

/** No check could be made: it blocks where AWS would refuse the policy anyway. */
function malformed(found: TemplatePolicy, problems: Malformed): Draft[] {
  return problems.map(({ message, path, span }) =>
    draft({
      ...subjectOf(found),
      rule: "MALFORMED_POLICY",
      level: "blocking",
      message: `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`,
      span: span ?? found.span,
      digest: `${found.text}\n${message}`,
    }),
  );
}
