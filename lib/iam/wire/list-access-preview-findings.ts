import { Fields } from "./fields.ts";
import type { Operation } from "./message.ts";
import { pageOf } from "./pages.ts";
import { ANALYZER_ARN } from "./preview-store.ts";
import { conflict, validationException } from "./wire-error.ts";

export const LIST_ACCESS_PREVIEW_FINDINGS: Operation = {
  name: "ListAccessPreviewFindings",
  method: "POST",
  path: /^\/access-preview\/([^/]+)$/,
  answer({ parts: [id = ""], body }, { store }) {
    const fields = new Fields(body);
    const arn = fields.matching("analyzerArn", ANALYZER_ARN);
    const token = fields.optionalText("nextToken");
    const size = fields.pageSize(body.maxResults);
    const filter = body.filter === undefined || body.filter === null ? {} : fields.record("filter");
    fields.check();
    if (Object.keys(filter).length > 0) {
      const message = "This server does not filter findings: leave filter out and choose among the findings.";
      throw validationException(message, "notSupported", [{ name: "filter", message }]);
    }
    const { findings } = store.preview(id, arn);
    if (findings === undefined) {
      throw conflict("The access preview failed, so it has no findings: its configuration is invalid.", "preview", id);
    }
    const { items, nextToken } = pageOf(findings, { size, token, about: id });
    return { findings: items, ...(nextToken === undefined ? {} : { nextToken }) };
  },
};
