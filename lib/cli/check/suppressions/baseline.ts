import { type Node, type Problem, parseJson } from "#lib/iam/index.ts";
import { child, items } from "#lib/templates/node.ts";

type Read = { ok: true; value: ReadonlySet<string> } | { ok: false; problems: Problem[] };

const ID = /^[0-9a-f]{32}$/;
/** Ids of version 1 reports ignored a policy's Denies. */
const OLD_ID = /^[0-9a-f]{16}$/;

function idFault(id: Node | undefined): string {
  if (id?.kind !== "string" || !OLD_ID.test(id.value)) return "A finding needs its ID.";
  return "This ID is from an older version and is no longer supported. Review the findings again, and write a new baseline with --format json.";
}

/** The ids of accepted results: from a JSON report, or a list of objects with an `id`. */
export function readBaseline(text: string): Read {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const { node } = parsed;
  const list = node.kind === "array" ? node : child(node, "findings");
  if (list?.kind !== "array") {
    const message = "Expected a list of findings, as written by --format json.";
    return { ok: false, problems: [{ message, path: ["findings"], span: node.span }] };
  }
  const ids = new Set<string>();
  const problems: Problem[] = [];
  for (const [index, item] of items(list).entries()) {
    const id = child(item, "id");
    if (id?.kind === "string" && ID.test(id.value)) ids.add(id.value);
    else problems.push({ message: idFault(id), path: ["findings", index], span: item.span });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: ids };
}
