import type { Taken, TemplateOptions, TemplateReading } from "../reading.ts";

/**
 * A template inside another source. `file`: the template is this file, by its path from the source's folder; otherwise
 * `text` is the template. `parameters` are values it certainly receives, and `defaults` are possible values, null if
 * unknown.
 */
export type NestedSource = { parameters: Record<string, string>; defaults: Record<string, Taken> } & (
  | { file: string }
  | { text: string }
);

export type Read = Extract<TemplateReading, { ok: true }>;

/** `alone`: the findings of the same template on its own, if it is already judged separately. */
type NestedReading = { ok: true; reading: Read; alone: Read | null } | { ok: false; message: string };

export type ReadNested = (source: NestedSource) => NestedReading;

/** How deeply a source is nested, the files around it, and the remaining reading budget. */
export type Nesting = { depth: number; files: readonly string[]; budget: { templates: number; characters: number } };

const MAX_DEPTH = 8;
const MAX_TEMPLATES = 200;
const MAX_CHARACTERS = 5 * 1024 * 1024;

const NESTED_IN_ITSELF = "It is nested within itself.";
const TOO_DEEP = `Templates are nested more than ${MAX_DEPTH} levels deep.`;
const TOO_MANY = `More than ${MAX_TEMPLATES} templates are nested in this one.`;
const TOO_LONG = "Together, the nested templates are longer than 5 MB.";

/** Whether a gap results from a source together with its nested ones: none of them has it alone. */
export function isOfNesting(message: string): boolean {
  return [NESTED_IN_ITSELF, TOO_DEEP, TOO_MANY, TOO_LONG].some((cause) => message.includes(cause));
}

export function outermost(): Nesting {
  return { depth: 0, files: [], budget: { templates: MAX_TEMPLATES, characters: MAX_CHARACTERS } };
}

type ReadText = (text: string, options: TemplateOptions, nesting: Nesting) => TemplateReading;

/** Reads the templates inside a source. */
export function nestedReader(options: TemplateOptions, nesting: Nesting, read: ReadText): ReadNested {
  return (source) => {
    const found = textOf(source, options, nesting);
    if (!found.ok) return found;
    const { text, isChecked, around } = found;
    const refused = spend(text, nesting);
    if (refused !== null) return { ok: false, message: refused };
    const { defaults, parameters } = source;
    const { account, region, partition } = options;
    const place = { ...(account && { account }), ...(region && { region }), ...(partition && { partition }) };
    const beside = around.options.fileBeside ? { fileBeside: around.options.fileBeside } : {};
    const readAs = (given: TemplateOptions) => read(text, { ...place, ...beside, ...given }, around.nesting);
    const reading = readAs({ parameters, defaults });
    if (!reading.ok) return { ok: false, message: `It cannot be read: ${reading.problems[0]?.message ?? ""}` };
    if (reading.format !== "cloudformation") return { ok: false, message: "It is not a CloudFormation template." };
    const alone = isChecked ? readAs({}) : null;
    return { ok: true, reading, alone: alone?.ok ? alone : null };
  };
}

type Around = { options: Pick<TemplateOptions, "fileBeside">; nesting: Nesting };
type Text = { ok: true; text: string; isChecked: boolean; around: Around } | { ok: false; message: string };

function textOf(source: NestedSource, { fileBeside }: TemplateOptions, { depth, files, budget }: Nesting): Text {
  if (depth >= MAX_DEPTH) return { ok: false, message: TOO_DEEP };
  const deeper = { depth: depth + 1, budget };
  if ("text" in source) {
    const around = { options: fileBeside ? { fileBeside } : {}, nesting: { ...deeper, files } };
    return { ok: true, text: source.text, isChecked: false, around };
  }
  if (!fileBeside) return { ok: false, message: "Check it separately. Files next to this one are not read here." };
  const file = joined(files.at(-1) ?? "", source.file);
  if (files.includes(file)) return { ok: false, message: NESTED_IN_ITSELF };
  const found = fileBeside(source.file);
  if (!found.ok) return found;
  const options = { fileBeside: (path: string) => fileBeside(joined(source.file, path)) };
  const around = { options, nesting: { ...deeper, files: [...files, file] } };
  return { ok: true, text: found.text, isChecked: found.isChecked ?? false, around };
}

function spend(text: string, { budget }: Nesting): string | null {
  budget.templates -= 1;
  budget.characters -= text.length;
  if (budget.templates < 0) return TOO_MANY;
  return budget.characters < 0 ? TOO_LONG : null;
}

/** A path from the folder of a file, with steps to parent folders resolved. */
function joined(file: string, path: string): string {
  const steps: string[] = file.split("/").slice(0, -1);
  for (const step of path.split("/")) {
    if (step === ".." && steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}
