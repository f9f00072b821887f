import { isPipeline } from "#lib/checks/credentials/keys-in-pipeline.ts";
import { hiddenParameters } from "#lib/checks/credentials/named-secrets.ts";
import { type Escalation, escalationsOf } from "#lib/checks/escalations.ts";
import { attachedPolicies } from "#lib/checks/managed-policies.ts";
import { variantsOf } from "#lib/checks/variants.ts";
import type { ServiceFacts } from "#lib/iam/index.ts";
import { placeHolder } from "#lib/secrets/rules/place-holder.ts";
import type { Assumption, Format, PolicyKind, TemplateReading } from "#lib/templates/read.ts";
import { shownDrafts } from "./excerpt.ts";
import { besideText } from "./file-beside.ts";
import { inTime, LONGEST } from "./in-time.ts";
import { judgeWithoutSecrets } from "./judge-without-secrets.ts";
import { mapTexts } from "./map-texts.ts";
import type { ShownDraft } from "./placed-result.ts";
import type { PreviousText, TextPlace } from "./previous-text.ts";
import type { Settings } from "./settings.ts";
import { shownText } from "./shown-text.ts";
import { commentSuppressions, metadataSuppressions, type Suppression } from "./suppressions.ts";
import { type ReadText, withoutSecrets } from "./without-secrets.ts";

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
  drafts: ShownDraft[];
  assumptions: Assumption[];
  /** Issue codes of policy validation that were not looked for. */
  leftOut: string[];
  /** Known ways by which the holder of a resource's identity policies could gain more. */
  escalations: Escalation[];
  /** What the text itself asks to accept, and why. */
  suppressions: Suppression[];
  /** What was found in the version before; `same` is one of the same text, null one that is not known or was not asked for. */
  before: "same" | Pick<TextResult, "drafts" | "suppressions"> | null;
  /** The text with its secrets taken out where they stand, for whoever quotes it. */
  shown: string;
  /** What broke inside the checks. */
  errors: string[];
};

export type TextInput = {
  name: string;
  text: string;
  /** The caller asked for this file by name: it may not be passed over. */
  named: boolean;
  /** Where it is from: files beside it that it includes are read there. Without it none is. */
  place?: TextPlace | undefined;
  previous: { label: string; text: PreviousText } | null;
};

/**
 * `factsFor` gives what is publicly known of the services that some policies name. `print` shows in place of a secret that two
 * are the same, and nothing of them.
 */
export type TextSettings = Settings & {
  factsFor?: (policies: string[]) => Promise<ServiceFacts>;
  print?: (secret: string) => string;
  /** How long reading a text, and then judging it, may take in milliseconds: past it TookTooLong is thrown. Null is for ever. */
  longest?: number | null;
};

/** A text that breaks and shows none of these is some other program's, such as a chart or a manifest. */
const MAY_HOLD_POLICIES =
  /AWSTemplateFormatVersion|AWS::|planned_values|resource_changes|["']?(?:Resources|Statement)["']?\s*:/;

export async function checkText(input: TextInput, given: TextSettings): Promise<TextResult> {
  const { name, text, named } = input;
  const settings = { ...given, template: besideText(input.place, given.template) };
  const { longest = LONGEST } = settings;
  const document = inTime(longest, () => withoutSecrets(text, name, settings.template));
  const { reading } = document.judged;
  const format = formatOf(reading, name, text, named);
  const facts = await factsOf([document.judged, document.told], settings);
  const needNotRead = !reading.ok && format !== "unreadable";
  const before = await foundBefore(input, settings);
  return inTime(longest, () => {
    const { drafts, leftOut, errors, hide } = judgeWithoutSecrets(document, settings, { ...input, needNotRead, facts });
    const shown = shownText(text, document.stretches, settings.print);
    const asked = metadataSuppressions(reading, document.original).map((one) => {
      const { rule, reason, resource } = one;
      return { ...one, rule: hide.words(rule), reason: hide.words(reason), resource: resource && hide.value(resource) };
    });
    return {
      format,
      ...(reading.ok ? readingFacts(reading, settings, hide.value) : NO_POLICIES),
      drafts: shownDrafts(drafts),
      leftOut,
      suppressions: [...commentSuppressions(text, shown), ...asked],
      before,
      shown,
      errors,
    };
  });
}

async function foundBefore(input: TextInput, settings: TextSettings): Promise<TextResult["before"]> {
  const { previous, text } = input;
  if (previous?.text.kind !== "text") return null;
  // What is read from files beside it may have changed though the text has not.
  if (previous.text.text === text && !/AWS::Include|DefinitionUri|TemplateURL|Serverless::Application/.test(text))
    return "same";
  const then = { ...input, text: previous.text.text, place: previous.text.place, previous: null };
  const { drafts, suppressions } = await checkText(then, settings);
  return { drafts, suppressions };
}

function formatOf(reading: TemplateReading, name: string, text: string, named: boolean): TextResult["format"] {
  if (reading.ok) return reading.format;
  if (isPipeline(name, text)) return "pipeline";
  const foreign = reading.foreign === true || !MAY_HOLD_POLICIES.test(text);
  return foreign && !named ? "foreign" : "unreadable";
}

type Read = Extract<TemplateReading, { ok: true }>;

/** What is known of the services of every policy that is judged, the attached ones too. */
async function factsOf(texts: (ReadText | null)[], { checks, managed, factsFor }: TextSettings) {
  const policies = texts.flatMap((text) => {
    if (!text?.reading.ok) return [];
    return [...text.reading.policies, ...attachedPolicies(text.reading, checks, managed).known];
  });
  return policies.length > 0 ? await factsFor?.(policies.map(({ text }) => text)) : undefined;
}

const NO_POLICIES = { policies: [], assumptions: [], escalations: [] };

function readingFacts(
  reading: Read,
  { checks, managed }: Settings,
  shown: (value: string) => string,
): Pick<TextResult, keyof typeof NO_POLICIES> {
  const { policies } = reading;
  const { known } = attachedPolicies(reading, checks, managed);
  const hidden = hiddenParameters(reading.root);
  const assumptions = new Map(policies.flatMap((policy) => policy.assumptions).map((one) => [one.name, one]));
  return {
    policies: variantsOf(policies).map(([{ logicalId, resourceType, policyName, kind, span }]) => {
      const named = policyName === null ? null : shown(policyName);
      return { resource: shown(logicalId), resourceType, policyName: named, kind, line: span.start.line };
    }),
    assumptions: [...assumptions.values()].map((one) => {
      return hidden.has(one.name) ? { ...one, value: placeHolder("secret") } : mapTexts(one, shown, REASON);
    }),
    escalations: escalationsOf([...policies, ...known]).map((one) => ({ ...one, resource: shown(one.resource) })),
  };
}

const REASON = new Set(["reason"]);
