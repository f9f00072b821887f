import { date, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { CheckResult, Finding } from "#lib/iam/index.ts";
import { instant } from "./columns.ts";

/** AWS's answer to a question; `digest` covers the question and the place it was asked. */
export const analyzerAnswers = pgTable("analyzer_answers", {
  digest: text().primaryKey(),
  answer: jsonb().$type<CheckResult | Finding[]>().notNull(),
  answeredAt: instant().notNull(),
});

/** How many requests AWS got on a day, in the program's time zone. */
export const analyzerRequests = pgTable("analyzer_requests", {
  day: date().primaryKey(),
  requests: integer().notNull(),
});
