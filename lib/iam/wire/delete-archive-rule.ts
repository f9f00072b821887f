import type { Operation } from "./message.ts";
import { resourceNotFound } from "./wire-error.ts";

export const DELETE_ARCHIVE_RULE: Operation = {
  name: "DeleteArchiveRule",
  method: "DELETE",
  path: /^\/analyzer\/([^/]+)\/archive-rule\/([^/]+)$/,
  answer({ parts: [analyzerName = "", name = ""] }, { store }) {
    const { rules } = store.analyzerNamed(analyzerName);
    if (!rules.delete(name)) throw resourceNotFound("archive rule", name);
    return {};
  },
};
