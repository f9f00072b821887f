import { Fields } from "./fields.ts";
import type { Operation } from "./message.ts";
import { pageOf } from "./pages.ts";
import { analyzerArn } from "./preview-store.ts";

export const ANALYZER_TYPES = [
  "ACCOUNT",
  "ORGANIZATION",
  "ACCOUNT_UNUSED_ACCESS",
  "ORGANIZATION_UNUSED_ACCESS",
  "ACCOUNT_INTERNAL_ACCESS",
  "ORGANIZATION_INTERNAL_ACCESS",
] as const;

/** One analyzer exists from the start, so that concurrent clients need not create the same one. */
export const LIST_ANALYZERS: Operation = {
  name: "ListAnalyzers",
  method: "GET",
  path: /^\/analyzer$/,
  answer({ query, region }, { store, account }) {
    const fields = new Fields({ type: query.get("type") });
    const type = fields.optionalOneOf("type", ANALYZER_TYPES);
    const size = fields.pageSize(query.get("maxResults") ?? undefined);
    fields.check();
    const listed = type === undefined || type === "ACCOUNT" ? store.listAnalyzers() : [];
    const token = query.get("nextToken") ?? undefined;
    const { items, nextToken } = pageOf(listed, { size, token, about: `analyzers ${type}` });
    const analyzers = items.map(({ name, createdAt }) => ({
      arn: analyzerArn(name, region, account),
      name,
      type: "ACCOUNT",
      createdAt,
      status: "ACTIVE",
    }));
    return { analyzers, ...(nextToken === undefined ? {} : { nextToken }) };
  },
};
