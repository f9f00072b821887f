import { z } from "zod";
import { RULES, type Rule, VALIDATION_RULES } from "#lib/checks/rule-table.ts";
import { NotFound } from "#lib/errors.ts";
import { shown } from "./shown.ts";
import type { toolsOf } from "./tool.ts";

const BY_ID = new Map([...VALIDATION_RULES, ...RULES].map((rule) => [rule.id, rule]));

const output = z.object({
  rules: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      remedy: z.string(),
      severity: z.number().describe("From 0 to 10, as in code scanning"),
      learn_more: z.string().nullable(),
    }),
  ),
});

export function addExplainRule(add: ReturnType<typeof toolsOf>): void {
  add(
    "explain_rule",
    {
      title: "Explain a rule",
      description:
        "Explains what a check rule looks for, its severity and what to do, given the rule of a finding. Without a rule, lists all of Guardians' own rules.",
      input: z.strictObject({ rule: z.string().min(1).max(200).optional() }),
      output,
    },
    async ({ rule }) => {
      const rules = rule === undefined ? [...RULES] : [ruleOf(rule)];
      const words = rules.map(({ id, title, description, remedy }) => `${id}: ${title}. ${description} ${remedy}`);
      return { output: { rules: rules.map(ruleOutput) }, words: words.join("\n") };
    },
  );
}

function ruleOf(id: string): Rule {
  const rule = BY_ID.get(id) ?? BY_ID.get(id.toUpperCase());
  if (!rule) throw new NotFound(`A rule “${id}”`);
  return rule;
}

function ruleOutput({ id, title, description, remedy, severity, page }: Rule) {
  return { id, title, description, remedy: shown(remedy), severity, learn_more: page ?? null };
}
