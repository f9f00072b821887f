import { Fields } from "./fields.ts";
import type { Operation } from "./message.ts";
import { pageOf } from "./pages.ts";

export const LIST_ARCHIVE_RULES: Operation = {
  name: "ListArchiveRules",
  method: "GET",
  path: /^\/analyzer\/([^/]+)\/archive-rule$/,
  answer({ parts: [analyzerName = ""], query }, { store }) {
    const fields = new Fields({});
    const size = fields.pageSize(query.get("maxResults") ?? undefined);
    fields.check();
    const { rules } = store.analyzerNamed(analyzerName);
    const listed = [...rules].map(([ruleName, { written, createdAt }]) => ({
      ruleName,
      filter: written,
      createdAt,
      updatedAt: createdAt,
    }));
    const token = query.get("nextToken") ?? undefined;
    const { items, nextToken } = pageOf(listed, { size, token, about: `archive rules ${analyzerName}` });
    return { archiveRules: items, ...(nextToken === undefined ? {} : { nextToken }) };
  },
};
