import { Fields } from "./fields.ts";
import type { Operation } from "./message.ts";
import { ANALYZER_ARN } from "./preview-store.ts";

export const GET_ACCESS_PREVIEW: Operation = {
  name: "GetAccessPreview",
  method: "GET",
  path: /^\/access-preview\/([^/]+)$/,
  answer({ parts: [id = ""], query }, { store }) {
    const fields = new Fields({ analyzerArn: query.get("analyzerArn") });
    const analyzerArn = fields.matching("analyzerArn", ANALYZER_ARN);
    fields.check();
    const { configurations, createdAt, findings } = store.preview(id, analyzerArn);
    const outcome =
      findings === undefined
        ? { status: "FAILED", statusReason: { code: "INVALID_CONFIGURATION" } }
        : { status: "COMPLETED" };
    return { accessPreview: { id, analyzerArn, configurations, createdAt, ...outcome } };
  },
};
