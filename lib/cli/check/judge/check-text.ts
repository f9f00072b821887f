import { isPipeline } from "#lib/checks/credentials/keys-in-pipeline.ts";
import { hiddenParameters } from "#lib/checks/credentials/named-secrets.ts";
import { type Escalation, escalationsOf } from "#lib/checks/escalations.ts";
import { attachedPolicies } from "#lib/checks/managed-policies.ts";
import { variantsOf } from "#lib/checks/variants.ts";
import type { PreviousText } from "#lib/cli/check/git/previous-text.ts";
import { isTerraformFile, isTerraformJson } from "#lib/cli/check/input/find-files.ts";
import { mapTexts } from "#lib/cli/check/input/map-texts.ts";
import type { Settings } from "#lib/cli/check/input/settings.ts";
import { type SourceText, templateFor, type UnreadPlan } from "#lib/cli/check/input/source-text.ts";
import { placesOf } from "#lib/cli/check/plan/reduced-places.ts";
import { excerptOf, shownDrafts } from "#lib/cli/check/report/excerpt.ts";
import type { ShownDraft } from "#lib/cli/check/report/placed-result.ts";
import { shownText } from "#lib/cli/check/report/shown-text.ts";
import { judgeWithoutSecrets } from "#lib/cli/check/secrets/judge-without-secrets.ts";
import { type ReadText, withoutSecrets } from "#lib/cli/check/secrets/without-secrets.ts";
import {
  commentSuppressions,
  metadataSuppressions,
  type ShownSuppression,
} from "#lib/cli/check/suppressions/suppressions.ts";
import type { ServiceFacts, Span } from "#lib/iam/index.ts";
import { linesOf } from "#lib/lines.ts";
import { placeHolder } from "#lib/secrets/rules/place-holder.ts";
import { AWS_APIS } from "#lib/templates/policies-in-data.ts";
import type { Assumption, Format, PolicyKind, TemplateReading } from "#lib/templates/read.ts";
import { policyResources } from "#lib/templates/terraform/policy-resources.ts";
import { type Here, inTurn, LONGEST } from "./in-time.ts";

type CheckedPolicy = {
  resource: string;
  resourceType: string;
  policyName: string | null;
  kind: PolicyKind;
  line: number;
};

/**
 * A text's format and findings. `pipeline`: runs in a CI service, read only for keys; `terraform`: plan sources, not
 * evaluated; `foreign`: none of these, nor a template, plan or policy.
 */
export type TextResult = {
  format: Format | "pipeline" | "terraform" | "foreign" | "unreadable";
  policies: CheckedPolicy[];
  /** The resources with policies in a plan, without modules and keys: `aws_iam_role.app`. */
  planned: string[];
  drafts: ShownDraft[];
  assumptions: Assumption[];
  /** Policy validation issue codes that were not checked. */
  leftOut: string[];
  /** Known ways for the holder of a resource's identity policies to gain more. */
  escalations: Escalation[];
  /** Suppressions in the text itself, with reasons. */
  suppressions: ShownSuppression[];
  /** Findings in the previous version; `same` for an identical text, null if unknown or not requested. */
  before: "same" | Pick<TextResult, "drafts" | "suppressions"> | null;
  /** Internal errors of the checks. */
  errors: string[];
};

/** `named`: the caller named this file, so it must not be skipped. */
type Asked<Previous> = { name: string; named: boolean; previous: { label: string; text: Previous } | null };

export type TextInput = SourceText & Asked<PreviousText>;

/** The same before large plans are read. */
export type SourceInput = (SourceText | UnreadPlan) & Asked<UnreadText>;
export type UnreadText = PreviousText | ({ kind: "plan" } & UnreadPlan);

/**
 * `factsFor` returns public facts about the services that policies name. `print` shows that two secrets are equal, and
 * nothing else about them.
 */
export type TextSettings = Settings & {
  factsFor?: (policies: string[]) => Promise<ServiceFacts>;
  print?: (secret: string) => string;
  /**
   * Time limit in milliseconds for reading a text, and again for judging it; beyond it, TookTooLong is thrown. Null
   * means no limit.
   */
  longest?: number | null;
  here?: Here;
  /** Names of files that configure the run; their policies are not judged. */
  ownFiles?: ReadonlySet<string>;
};

/** An unparsable text without any of these belongs to another program, such as a chart or a manifest. */
const MAY_HOLD_POLICIES = new RegExp(
  [
    "AWSTemplateFormatVersion|AWS::|planned_values|resource_changes",
    `(?:Resources|Statement|iamRoleStatements)\\\\?["']?\\s*:`,
    `^provider["']?\\s*:\\s*(?:aws\\b|\\n(?:[ \\t#].*\\n|\\n)*?[ \\t]+name\\s*:\\s*["']?aws\\b)`,
    `apiVersion["']?\\s*:\\s*["']?${AWS_APIS}`,
  ].join("|"),
  "m",
);

export async function checkText(asked: TextInput, given: TextSettings): Promise<TextResult> {
  const input = withKnownBefore(asked, given);
  const { name, text, named } = input;
  const isData = isTerraformJson(name) || given.ownFiles?.has(name) === true;
  const settings = { ...given, template: { ...templateFor(input, given.template), isData } };
  const { longest = LONGEST, here = { isWhole: true } } = settings;
  const document = await inTurn(longest, here, () => withoutSecrets(text, name, settings.template));
  const { reading } = document.judged;
  const format = formatOf(reading, name, text, named);
  const facts = await factsOf([document.judged, document.told], settings);
  const needNotRead = !reading.ok && format !== "unreadable";
  const before = await foundBefore(input, settings);
  return inTurn(longest, here, () => {
    const places = placesOf(input);
    const place = (span: Span) => places.span(document.original(span));
    const { drafts, leftOut, errors, hide } = judgeWithoutSecrets(document, settings, { ...input, needNotRead, facts });
    const shown = shownText(text, document.stretches, settings.print);
    const lines = linesOf(shown);
    const asked = metadataSuppressions(reading, document.original).map((one) => {
      const { rule, reason, resource } = one;
      return { ...one, rule: hide.words(rule), reason: hide.words(reason), resource: resource && hide.value(resource) };
    });
    const suppressions = [...commentSuppressions(text, shown), ...asked];
    return {
      format,
      ...(reading.ok ? readingFacts(placed(reading, place), settings, hide.value) : NO_POLICIES),
      drafts: shownDrafts(drafts, lines, places),
      leftOut,
      suppressions: suppressions.map((one) => ({ ...one, excerpt: excerptOf(lines, one.line) })),
      before,
      errors,
    };
  });
}

/** A previous version is unknown if the settings it was read with are unknown. */
function withKnownBefore(input: TextInput, { before }: TextSettings): TextInput {
  const { previous } = input;
  if (previous?.text.kind !== "text" || before === null || !("broken" in before)) return input;
  return { ...input, previous: { ...previous, text: { kind: "broken", message: before.broken } } };
}

async function foundBefore(input: TextInput, settings: TextSettings): Promise<TextResult["before"]> {
  const { previous, text } = input;
  if (previous?.text.kind !== "text") return null;
  const { before } = settings;
  // Included neighbouring files may have changed even though the text has not.
  const isAlone = before === null && !/AWS::Include|DefinitionUri|TemplateURL|Serverless::Application/.test(text);
  if (isAlone && previous.text.text === text) return "same";
  const { name, named } = input;
  const { kind: _, ...source } = previous.text;
  const { drafts, suppressions } = await checkText(
    { ...source, name, named, previous: null },
    { ...settings, ...before },
  );
  return { drafts: drafts.map((draft) => ({ ...draft, excerpt: null })), suppressions };
}

function formatOf(reading: TemplateReading, name: string, text: string, named: boolean): TextResult["format"] {
  if (reading.ok) return reading.format;
  if (isTerraformFile(name)) return isTerraformJson(name) && !reading.foreign ? "unreadable" : "terraform";
  if (isPipeline(name, text)) return "pipeline";
  const foreign = reading.foreign === true || !MAY_HOLD_POLICIES.test(text);
  return foreign && !named ? "foreign" : "unreadable";
}

type Read = Extract<TemplateReading, { ok: true }>;

/** Facts about the services in every judged policy, including attached ones. */
async function factsOf(texts: (ReadText | null)[], { checks, managed, factsFor }: TextSettings) {
  const policies = texts.flatMap((text) => {
    if (!text?.reading.ok) return [];
    return [...text.reading.policies, ...attachedPolicies(text.reading, checks, managed).known];
  });
  return policies.length > 0 ? await factsFor?.(policies.map(({ text }) => text)) : undefined;
}

/** The reading, with its policies at their places in the file. */
function placed(reading: Read, place: (span: Span) => Span): Read {
  const policies = reading.policies.map((policy) => ({ ...policy, span: place(policy.span) }));
  const attachments = reading.attachments.map((one) => ({ ...one, span: place(one.span) }));
  return { ...reading, policies, attachments };
}

const NO_POLICIES = { policies: [], planned: [], assumptions: [], escalations: [] };

function readingFacts(
  reading: Read,
  { checks, managed }: Settings,
  shown: (value: string) => string,
): Pick<TextResult, keyof typeof NO_POLICIES> {
  const { policies, attachments, keptOut = [], root } = reading;
  const { known } = attachedPolicies(reading, checks, managed);
  const hidden = hiddenParameters(root);
  const decided = [...policies, ...attachments, ...keptOut].flatMap(({ assumptions }) => assumptions);
  const assumptions = new Map(decided.map((one) => [one.name, one]));
  return {
    policies: variantsOf(policies).map(([{ logicalId, resourceType, policyName, kind, span }]) => {
      const named = policyName === null ? null : shown(policyName);
      return { resource: shown(logicalId), resourceType, policyName: named, kind, line: span.start.line };
    }),
    planned: reading.format === "terraform-plan" ? policyResources(root).map(shown) : [],
    assumptions: [...assumptions.values()].map((one) => {
      return hidden.has(one.name) ? { ...one, value: placeHolder("secret") } : mapTexts(one, shown, REASON);
    }),
    escalations: escalationsOf([...policies, ...known]).map((one) => ({ ...one, resource: shown(one.resource) })),
  };
}

const REASON = new Set(["reason"]);
