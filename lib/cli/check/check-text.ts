import { findCredentials } from "#lib/checks/credentials/find-credentials.ts";
import { isPipeline } from "#lib/checks/credentials/keys-in-pipeline.ts";
import { type EscalationPath, escalationPaths } from "#lib/checks/escalation-paths.ts";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { attachedPolicies } from "#lib/checks/managed-policies.ts";
import { parsePolicy, type ServiceFacts } from "#lib/iam/index.ts";
import {
  type Assumption,
  type Format,
  type PolicyKind,
  readTemplate,
  type TemplatePolicy,
  type TemplateReading,
} from "#lib/templates/read.ts";
import { againstResults, type PreviousText } from "./against.ts";
import type { Draft } from "./finding.ts";
import { fingerprintHash } from "./identify.ts";
import { brokenChecks, resultDrafts } from "./result-drafts.ts";
import type { Settings } from "./settings.ts";

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
  const format = formatOf(reading, name, text, named);
  const { secrets } = findCredentials(text, name, reading.ok ? reading.root : undefined);
  const facts = reading.ok ? await factsOf(reading, settings) : undefined;
  const { checks, managed } = settings;
  const judged = judgeDocument({ name, text, reading }, checks, { hash: fingerprintHash, managed, facts });
  // What runs in a pipeline, or is another program's, need not be readable as a template.
  const isTemplate = reading.ok || format === "unreadable";
  const results = [
    ...(isTemplate ? judged : judged.filter(({ check }) => check !== "readable")),
    ...(reading.ok && input.previous
      ? againstResults(reading, input.previous.text, input.previous.label, settings)
      : []),
  ];
  return {
    format,
    ...(reading.ok ? readingFacts(reading, settings) : NO_POLICIES),
    drafts: resultDrafts(results),
    leftOut: [...new Set(results.flatMap(({ leftOut = [] }) => leftOut))],
    secrets,
    errors: brokenChecks(results),
  };
}

function formatOf(reading: TemplateReading, name: string, text: string, named: boolean): TextResult["format"] {
  if (reading.ok) return reading.format;
  if (isPipeline(name, text)) return "pipeline";
  const foreign = reading.foreign === true || !MAY_HOLD_POLICIES.test(text);
  return foreign && !named ? "foreign" : "unreadable";
}

type Read = Extract<TemplateReading, { ok: true }>;

async function factsOf({ policies }: Read, { factsFor }: TextSettings): Promise<ServiceFacts | undefined> {
  const texts = policies.map((policy) => policy.text);
  return texts.length > 0 ? await factsFor?.(texts) : undefined;
}

const NO_POLICIES = { policies: [], assumptions: [], escalations: [] };

function readingFacts(reading: Read, { checks, managed }: Settings): Pick<TextResult, keyof typeof NO_POLICIES> {
  const { policies } = reading;
  const { known } = attachedPolicies(reading, checks, managed);
  const assumptions = new Map(policies.flatMap((policy) => policy.assumptions).map((one) => [one.name, one]));
  return {
    policies: policies.map(({ logicalId, resourceType, policyName, kind, span }) => {
      return { resource: logicalId, resourceType, policyName, kind, line: span.start.line };
    }),
    assumptions: [...assumptions.values()],
    escalations: escalationsOf([...policies, ...known]),
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
