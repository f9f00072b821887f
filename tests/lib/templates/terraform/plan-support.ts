/** The parts of a plan that a test states; everything else stays as small as a plan may be. */
export type Planned = {
  type: string;
  name?: string;
  /** Modules and keys before the resource, as in an address: `module.a["x.y"]`. */
  module?: string;
  key?: string;
  actions?: string[];
  before?: object | null;
  after?: object | null;
  unknown?: object;
};

export function addressOf({ type, name = "r", module, key }: Planned): string {
  return [module, `${type}.${name}${key ?? ""}`].filter(Boolean).join(".");
}

export function change(planned: Planned): object {
  const { type, name = "r", module, actions = ["create"], before = null, after = {}, unknown = {} } = planned;
  return {
    address: addressOf(planned),
    ...(module && { module_address: module }),
    mode: "managed",
    type,
    name,
    change: { actions, before, after, after_unknown: unknown },
  };
}

export function planOf(...resources: Planned[]): { format_version: string; resource_changes: object[] } {
  return { format_version: "1.2", resource_changes: resources.map(change) };
}
