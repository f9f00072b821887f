import { Fields } from "./fields.ts";
import { filterTakes, readFilter } from "./finding-filter.ts";
import type { Operation } from "./message.ts";
import { pageOf } from "./pages.ts";
import { ANALYZER_ARN } from "./preview-store.ts";
import { conflict } from "./wire-error.ts";

export const LIST_ACCESS_PREVIEW_FINDINGS: Operation = {
  name: "ListAccessPreviewFindings",
  method: "POST",
  path: /^\/access-preview\/([^/]+)$/,
  answer({ parts: [id = ""], body }, { store }) {
    const fields = new Fields(body);
    const arn = fields.matching("analyzerArn", ANALYZER_ARN);
    const token = fields.optionalText("nextToken");
    const size = fields.pageSize(body.maxResults);
    const written = body.filter === undefined || body.filter === null ? {} : fields.record("filter");
    const filter = readFilter(fields, written, { ofList: true });
    fields.check();
    const { findings } = store.preview(id, arn);
    if (findings === undefined) {
      throw conflict(
        "The access preview failed because its configuration is invalid, so it has no findings.",
        "preview",
        id,
      );
    }
    const listed = findings.filter((finding) => filterTakes(filter, finding));
    const { items, nextToken } = pageOf(listed, { size, token, about: `${id} ${JSON.stringify(filter)}` });
    return { findings: items, ...(nextToken === undefined ? {} : { nextToken }) };
  },
};
