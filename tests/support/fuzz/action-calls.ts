import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Random } from "#lib/random.ts";
import { pagePath } from "#tests/support/pages-of-tree.ts";
import { ACTION_INPUTS, type ActionInput } from "./action-inputs.ts";
import { type Call, drawParam, type Facts, fillPath, inSequence, QUARTERS } from "./call.ts";
import { drawValue, HOSTILE_TEXTS } from "./draw-value.ts";

export type Action = { id: string; name: string; pages: string[]; input: ActionInput };

type Manifest = { node: Record<string, { exportedName: string; workers: Record<string, unknown> }> };

/** The server actions of the build that is there, with what each takes. */
export function actionsOf(file = ".next/server/server-reference-manifest.json"): Action[] {
  const { node } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  return Object.entries(node).map(([id, { exportedName: name, workers }]) => {
    const input = ACTION_INPUTS[name];
    if (!input) throw new Error(`What ${name} takes stands nowhere. Add it to tests/support/fuzz/action-inputs.ts.`);
    return { id, name, input, pages: Object.keys(workers).map(pageOf).sort() };
  });
}

/** app/(program)/reviews/[ref]/page → /reviews/[ref] */
function pageOf(worker: string): string {
  return pagePath(worker.replace(/^app\//, "").replace(/\/?page$/, ""));
}

type EncodeReply = (value: unknown) => Promise<string | FormData>;
/** What a browser encodes the arguments of an action with. */
const ENCODER = "next/dist/compiled/react-server-dom-webpack/cjs/react-server-dom-webpack-client.node.production.js";
const { encodeReply } = createRequire(import.meta.url)(ENCODER) as { encodeReply: EncodeReply };

/** A call as our own pages make it, with hostile values in it; now and then one that no page would make. */
export async function drawActionCall(chance: Random, action: Action, origin: string, facts: Facts): Promise<Call> {
  const ref = chance.pick(facts.reviews).ref;
  const page = chance.pick(action.pages);
  const names = [...page.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
  const path = fillPath(page, Object.fromEntries(names.map((name) => [name, drawParam(chance, name, facts)])));
  const headers: Record<string, string> = { "next-action": action.id, accept: "text/x-component", origin };
  const call = { door: "action", name: action.name, method: "POST", path } as const;
  if (chance.chance(0.15)) return { ...call, ...drawBroken(chance, headers) };
  const body = await encodeReply(drawArguments(chance, action.input, ref, facts));
  return { ...call, ...sent(chance, headers, body) };
}

/** Half of them are what a verb would do, so that it is done; the others have something hostile in them. */
function drawArguments(chance: Random, { ids, schema }: ActionInput, ref: string, facts: Facts): unknown[] {
  const drawing = { ids: facts.ids, ...(chance.chance(0.5) ? { hostile: 0 } : {}) };
  const values = ids.map((kind) => {
    if (chance.chance(0.05)) return chance.pick([...HOSTILE_TEXTS, null, -1, 0.5, 2 ** 53, Number.NaN, {}, []]);
    if (kind === "quarter") return chance.pick(QUARTERS);
    return kind === "review" ? Number(ref.replace("REV-", "")) : chance.int(facts.ids.from, facts.ids.to);
  });
  const all = schema ? [...values, inSequence(chance, drawValue(chance, schema, drawing), ref, facts)] : values;
  if (chance.chance(0.95)) return all;
  return chance.pick<unknown[]>([[], [...all, ...all], all.reverse(), [undefined], [new Map([[1, new Set([1])]])]]);
}

function sent(chance: Random, headers: Record<string, string>, body: string | FormData) {
  // What a form is sent as, with its boundary, is said by whoever sends it.
  if (body instanceof FormData) return { headers, body };
  if (chance.chance(0.8)) return { headers: { ...headers, "content-type": "text/plain;charset=UTF-8" }, body };
  const form = new FormData();
  form.append("0", body);
  return { headers, body: form };
}

/** Words of the encoding that lead nowhere, in a circle, or to what is no value. */
const REFERENCES = [
  '["$1"]',
  '["$0"]',
  '["$0:0"]',
  '["$1:__proto__:constructor:constructor"]',
  '["$F1"]',
  '["$h1"]',
  '["$@1"]',
  '["$Q1"]',
  '["$W1"]',
  '["$K1"]',
  '["$B1"]',
  '["$R1"]',
  '["$i1"]',
  '["$X1"]',
  '["$T"]',
  '["$S"]',
  '["$o1"]',
  '["$V1"]',
  '["$n1e9"]',
  `["$n${"9".repeat(5_000)}"]`,
  '["$Dnever"]',
  '["$Infinity","$-Infinity","$NaN","$-0"]',
  '{"then":"$1:then"}',
  '[{"then":"$F1"}]',
];

const NO_REPLIES = ["", "{", "[", "null", "1", '"', "[[[[", "[".repeat(50_000), "\0", "[1,]", '{"__proto__":[]}'];

function drawBroken(
  chance: Random,
  headers: Record<string, string>,
): { headers: Record<string, string>; body: string | FormData } {
  const reply = chance.pick([...REFERENCES, ...NO_REPLIES]);
  const plain = { ...headers, "content-type": "text/plain;charset=UTF-8" };
  const kind = chance.int(0, 4);
  if (kind === 0) return { headers: plain, body: reply };
  if (kind === 1)
    return {
      headers: { ...plain, "next-action": chance.pick(["0".repeat(42), "x", "40".repeat(21), "../../x"]) },
      body: reply,
    };
  if (kind === 2)
    return { headers: { ...headers, "content-type": "multipart/form-data; boundary=x" }, body: chance.pick(NO_FORMS) };
  const form = new FormData();
  form.append("0", reply);
  for (const name of chance
    .shuffled(["1", "2", "1_0", "_1_0", "$ACTION_REF_1", "$ACTION_ID_x", "__proto__"])
    .slice(0, 3)) {
    form.append(name, chance.pick([...REFERENCES, ...NO_REPLIES]));
  }
  return { headers, body: form };
}

const NO_FORMS = [
  "",
  "--x",
  "--x--\r\n",
  '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[1',
  "--x\r\nContent-Disposition: form-data\r\n\r\n[]\r\n--x--\r\n",
  '--x\r\nContent-Disposition: form-data; name="0"; filename="a"\r\n\r\n[]\r\n--x--\r\n',
  "--y\r\n\r\n--y--\r\n",
];
