import { hiddenParameters } from "#lib/checks/credentials/named-secrets.ts";
import { type Secret, secretsIn } from "#lib/checks/credentials/secrets-in.ts";
import { originalOffset, replaceSecrets, type Stretch, stretchesOf } from "#lib/checks/redaction/replace-secrets.ts";
import { sameMeaning } from "#lib/checks/redaction/same-meaning.ts";
import type { Position, Span } from "#lib/iam/index.ts";
import { placeHolder } from "#lib/secrets/rules/place-holder.ts";
import { lineTable } from "#lib/templates/line-table.ts";
import { readTemplate, type TemplateOptions, type TemplateReading } from "#lib/templates/read.ts";

/** A text as it was read, and its parameter values. */
export type ReadText = { text: string; reading: TemplateReading; template: TemplateOptions };

/**
 * A text and its showable part. `judged` excludes secrets unless they decide something, because a secret must not hide
 * a grant. Then `told` is the text without them, and only its findings are shown. `original` maps judged places to the
 * source.
 */
export type WithoutSecrets = {
  judged: ReadText;
  told: ReadText | null;
  secrets: Pick<Secret, "value" | "kind">[];
  stretches: Stretch[];
  original: (span: Span) => Span;
};

export function withoutSecrets(text: string, name: string, template: TemplateOptions): WithoutSecrets {
  const read = (source: string, options = template): ReadText => {
    return { text: source, reading: readTemplate(source, { ...options, fileName: name }), template: options };
  };
  const whole = read(text);
  const { taken, kept } = secretsIn(text, name, whole.reading);
  const given = givenSecrets(whole.reading, template);
  const secrets = [...taken, ...kept, ...given.secrets];
  const result = { secrets, stretches: stretchesOf([...taken, ...kept]) };
  const asIs = (span: Span) => span;
  if (secrets.length === 0) return { ...result, judged: whole, told: null, original: asIs };
  if (!whole.reading.ok) return { ...result, judged: unreadable(whole, result.stretches), told: null, original: asIs };
  const toldText = read(replaceSecrets(text, result.stretches), given.template);
  const stretches = stretchesOf(taken);
  const without = kept.length === 0 ? toldText : read(replaceSecrets(text, stretches), given.template);
  if (!without.reading.ok || !sameMeaning(whole.reading, without.reading, secrets)) {
    return { ...result, judged: whole, told: toldText, original: asIs };
  }
  const told = kept.length === 0 ? null : toldText;
  return { ...result, judged: without, told, original: originalSpan(text, stretches) };
}

/** An error about a text may quote it, so quoted secrets are removed. */
function unreadable(whole: ReadText, stretches: readonly Stretch[]): ReadText {
  if (whole.reading.ok || whole.reading.foreign) return whole;
  const secrets = stretches.flatMap(({ secrets: found }) => found.map(({ value }) => value));
  const problems = whole.reading.problems.map((problem) => {
    return { ...problem, message: withoutQuotes(problem.message, secrets) };
  });
  return { ...whole, reading: { ok: false, problems } };
}

/** Quoted text, and anything a parser appends to its sentence. */
const QUOTED = /"(?:[^"\\]|\\.?)*(?:"|$)|(?<=: )\S.*$|(?<=sequence )\S+/gs;
const SHORTEST = 4;

function withoutQuotes(message: string, secrets: readonly string[]): string {
  return message.replace(QUOTED, (quoted) => {
    const words = quoted.split(/[\s"]+/).filter(({ length }) => length >= SHORTEST);
    const isSecret = words.some((word) => secrets.some((secret) => secret.includes(word)));
    return isSecret ? placeHolder("secret") : quoted;
  });
}

function originalSpan(text: string, stretches: readonly Stretch[]): (span: Span) => Span {
  const offsetOf = originalOffset(text, stretches);
  const lines = lineTable(text);
  const place = ({ offset }: Position) => lines.at(offsetOf(offset));
  return ({ start, end }) => ({ start: place(start), end: place(end) });
}

/** Values the caller gives to hidden parameters. */
function givenSecrets(reading: TemplateReading, template: TemplateOptions) {
  const hidden = reading.ok ? hiddenParameters(reading.root) : new Set<string>();
  const given = Object.entries(template.parameters ?? {});
  const secrets = given.flatMap(([name, value]) => (hidden.has(name) ? [value].flat() : []));
  if (secrets.length === 0) return { secrets: [], template };
  const parameters = Object.fromEntries(
    given.map(([name, value]) => [name, hidden.has(name) ? masked(value) : value] as const),
  );
  return {
    secrets: secrets.map((value) => ({ value, kind: "secret" as const })),
    template: { ...template, parameters },
  };
}

function masked(value: string | string[]): string | string[] {
  return Array.isArray(value) ? value.map(() => placeHolder("secret")) : placeHolder("secret");
}
