import type { Hash } from "#lib/checks/fingerprint.ts";
import { HIDE_NOTHING, type Hide, redactReport } from "#lib/checks/redaction/redact-report.ts";
import { replaceSecrets } from "#lib/checks/redaction/replace-secrets.ts";
import { mapTexts } from "#lib/cli/check/input/map-texts.ts";
import type { Settings } from "#lib/cli/check/input/settings.ts";
import { templateFor } from "#lib/cli/check/input/source-text.ts";
import type { TextInput } from "#lib/cli/check/judge/check-text.ts";
import { type Judging, judgedDrafts } from "#lib/cli/check/judge/judged-drafts.ts";
import type { Draft } from "#lib/cli/check/report/placed-result.ts";
import { describeWitness, type ServiceFacts } from "#lib/iam/index.ts";
import { placeHolder, type SecretKind } from "#lib/secrets/rules/place-holder.ts";
import { sha256 } from "#lib/sha256.ts";
import { decidingSecrets } from "./deciding-secrets.ts";
import { type ReadText, type WithoutSecrets, withoutSecrets } from "./without-secrets.ts";

type Given = TextInput & { needNotRead: boolean; facts: ServiceFacts | undefined };
type Shown = { drafts: Draft[]; leftOut: string[]; errors: string[]; hide: Hide };

/**
 * The findings in a text, safe to show. If secrets decide anything, the text is judged with and without them; findings
 * that need them are hidden in words and values, and named without them.
 */
export function judgeWithoutSecrets(document: WithoutSecrets, settings: Settings, given: Given): Shown {
  const before = previousOf(given, settings);
  const place = (drafts: Draft[]) =>
    drafts.map((draft) => ({ ...draft, span: draft.span && document.original(draft.span) }));
  const told = document.told ?? (before?.told ? document.judged : null);
  if (!told) {
    const judging = { ...given, previous: before?.judged ?? null, hash: sha256 };
    const { own, against, ...rest } = judgedDrafts(document.judged, settings, judging);
    return { drafts: place([...own, ...against]), ...rest, hide: HIDE_NOTHING };
  }
  const contents = new Set<string>();
  const hash = (content: string) => {
    contents.add(content);
    return sha256(content);
  };
  const toldBefore = before?.told ?? before?.judged ?? null;
  const said = judgedDrafts(told, settings, { ...given, previous: toldBefore, hash });
  const secrets = [document, before?.document].flatMap((text) => {
    return text?.told ? decidingSecrets(text.secrets, text.judged.reading, text.told.reading) : [];
  });
  const hide = redactReport(secrets, [said, textsOf(told)]);
  const judging: Judging = {
    ...given,
    previous: before?.judged ?? null,
    hash: namesWithoutSecrets(secrets, contents),
  };
  const { own, against, leftOut, errors } = judgedDrafts(document.judged, settings, judging);
  const named = new Set(said.against.map(({ fingerprint }) => fingerprint));
  const compared = against.map((draft) => (named.has(draft.fingerprint) ? draft : { ...draft, fingerprint: null }));
  const quoted = quotesWithout(hide);
  const drafts = place([...own, ...compared]).map((draft) => hidden(draft, hide, quoted));
  return { drafts, leftOut, errors: errors.map(hide.words), hide };
}

function previousOf({ previous, name }: Given, { template, managed, before }: Settings) {
  if (previous === null) return null;
  const { label } = previous;
  const by = { template, managed, ...before };
  if (previous.text.kind !== "text")
    return { judged: { ...by, label, text: previous.text }, told: null, document: null };
  const source = previous.text;
  const document = withoutSecrets(source.text, name, templateFor(source, by.template));
  const { judged, told, stretches } = document;
  const version = ({ template }: ReadText, said: string) => ({
    ...by,
    label,
    template,
    text: { ...source, text: said },
  });
  // For an unreadable text, only the reason is reported.
  const read = judged.reading.ok ? judged.text : replaceSecrets(judged.text, stretches);
  return { judged: version(judged, read), told: told && version(told, told.text), document };
}

/** What a text says itself, which is no secret. */
function textsOf({ reading }: ReadText): unknown {
  if (!reading.ok) return reading.problems.map(({ message }) => message);
  const { root, policies, incomplete, attachments } = reading;
  return [root, policies, incomplete, attachments];
}

const CLOSED = new Set(["rule", "level", "policyKind", "resourceType", "learnMore", "fingerprint", "span", "kind"]);
const SENTENCES = new Set(["message", "remedy"]);

function hidden(draft: Draft, { value, words }: Hide, quoted: (quote: string) => string): Draft {
  const shown = mapTexts(draft, value, new Set([...CLOSED, ...SENTENCES, "quote", "example"]), new Set(["context"]));
  const { witness } = shown;
  const example = witness ? `For example, ${describeWitness(witness)}.` : draft.example && words(draft.example);
  return {
    ...shown,
    message: words(draft.message),
    remedy: draft.remedy && words(draft.remedy),
    example,
    quote: draft.quote && quoted(draft.quote),
  };
}

/** Written-out statements without secrets, each made once. */
function quotesWithout({ value }: Hide): (quote: string) => string {
  const known = new Map<string, string>();
  return (quote) => {
    const shown = known.get(quote) ?? JSON.stringify(mapTexts(JSON.parse(quote), value, new Set()), null, 2);
    known.set(quote, shown);
    return shown;
  };
}

type Secret = { value: string; kind: SecretKind };

/**
 * Names for findings that secrets decide, which reveal nothing about them. `told`: contents without secrets, named as
 * usual. Keys use a placeholder, because nobody can choose them; contents with other secrets have no name, because they
 * could change unseen.
 */
function namesWithoutSecrets(secrets: readonly Secret[], told: ReadonlySet<string>): Hash {
  const keys = secrets.filter(({ kind }) => kind !== "secret");
  const others = secrets.filter(({ kind }) => kind === "secret").flatMap(({ value }) => writings(value));
  return (content) => {
    if (told.has(content)) return sha256(content);
    const shown = keys.reduce((text, { value, kind }) => text.replaceAll(value, () => placeHolder(kind)), content);
    return others.some((value) => shown.includes(value)) ? null : sha256(shown);
  };
}

/** The value as written, and in JSON nested inside JSON text. */
function writings(value: string): string[] {
  const once = JSON.stringify(value).slice(1, -1);
  return [...new Set([value, once, JSON.stringify(once).slice(1, -1)])];
}
