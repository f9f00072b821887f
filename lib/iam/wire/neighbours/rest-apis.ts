import { Fields } from "../fields.ts";
import type { Operation } from "../message.ts";
import { pageOf } from "../pages.ts";
import { WireError } from "../wire-error.ts";

const COLLECTION = /^\/restapis$/;
const MEMBER = /^\/restapis\/([^/]+)$/;
const NAME = /[\s\S]{1,1024}/;
const USUAL_PAGE = 25;

/** API Gateway ids are ten letters and digits. */
function idFrom(text: string): string {
  return text
    .replace(/[^a-z0-9]/gi, "")
    .toLowerCase()
    .slice(0, 10);
}

function notFound(): WireError {
  return new WireError("NotFoundException", 404, "Invalid API identifier specified");
}

/** API Gateway's REST APIs: only those created here. */
export const REST_API_OPERATIONS: Operation[] = [
  {
    name: "CreateRestApi",
    method: "POST",
    path: COLLECTION,
    answer({ body, region }, { now, newId, resources }) {
      const fields = new Fields(body);
      const name = fields.matching("name", NAME);
      fields.check();
      const api = { id: idFrom(newId()), name, rootResourceId: idFrom(newId()), createdDate: now.getTime() / 1000 };
      resources.restApis.put(region, api.id, api);
      return api;
    },
  },
  {
    name: "GetRestApis",
    method: "GET",
    path: COLLECTION,
    answer({ query, region }, { resources }) {
      const fields = new Fields({});
      const size = fields.pageSize(query.get("limit") ?? USUAL_PAGE);
      fields.check();
      const token = query.get("position") ?? undefined;
      const about = `rest apis ${region}`;
      const { items, nextToken } = pageOf(resources.restApis.list(region), { size, token, about });
      return { item: items, ...(nextToken === undefined ? {} : { position: nextToken }) };
    },
  },
  {
    name: "GetRestApi",
    method: "GET",
    path: MEMBER,
    answer({ parts: [id = ""], region }, { resources }) {
      const api = resources.restApis.get(region, id);
      if (api === undefined) throw notFound();
      return api;
    },
  },
  {
    name: "DeleteRestApi",
    method: "DELETE",
    path: MEMBER,
    answer({ parts: [id = ""], region }, { resources }) {
      if (!resources.restApis.delete(region, id)) throw notFound();
      return {};
    },
  },
];
