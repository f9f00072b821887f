import type { FindingFilter } from "./finding-filter.ts";
import type { AccessPreviewFinding } from "./preview-findings.ts";
import { resourceNotFound } from "./wire-error.ts";

type ArchiveRule = {
  filter: FindingFilter;
  /** The filter as it was given. */
  written: Record<string, unknown>;
  createdAt: string;
  clientToken?: string;
  /** Approximate size in characters. */
  size: number;
};

/** `rules` by name. */
export type Analyzer = { name: string; createdAt: string; clientToken?: string; rules: Map<string, ArchiveRule> };

type AccessPreview = {
  id: string;
  /** The name of its analyzer. */
  analyzer: string;
  configurations: Record<string, unknown>;
  createdAt: string;
  /** Absent if the configuration could not be read. */
  findings?: AccessPreviewFinding[];
  /** Approximate size in characters. */
  size: number;
};

const MOST_CHARACTERS = 32_000_000;
const MOST_PREVIEWS = 1000;
const MOST_ANALYZERS = 100;

/** The analyzers and access previews of one server. Old previews are dropped, so that memory use stays flat. */
export class PreviewStore {
  private readonly analyzers = new Map<string, Analyzer>();
  private readonly previews = new Map<string, AccessPreview>();
  private size = 0;

  constructor(now: Date) {
    this.add({ name: "guardians", createdAt: now.toISOString(), rules: new Map() });
  }

  listAnalyzers(): Analyzer[] {
    return [...this.analyzers.values()];
  }

  /** Whether there is room for another archive rule of this size. */
  hasRoomFor(size: number): boolean {
    const rules = this.listAnalyzers().flatMap((analyzer) => [...analyzer.rules.values()]);
    return rules.reduce((sum, rule) => sum + rule.size, size) <= MOST_CHARACTERS;
  }

  isFull(): boolean {
    return this.analyzers.size >= MOST_ANALYZERS;
  }

  analyzer(name: string): Analyzer | undefined {
    return this.analyzers.get(name);
  }

  /** The analyzer named by an ARN, ignoring its region. */
  analyzerOf(arn: string): Analyzer {
    return this.analyzerNamed(arn.slice(arn.indexOf(":analyzer/") + ":analyzer/".length), arn);
  }

  /** `as` is the name used in the request. */
  analyzerNamed(name: string, as = name): Analyzer {
    const analyzer = this.analyzers.get(name);
    if (analyzer === undefined) throw resourceNotFound("analyzer", as);
    return analyzer;
  }

  add(analyzer: Analyzer): void {
    this.analyzers.set(analyzer.name, analyzer);
  }

  keep(preview: AccessPreview): void {
    this.previews.set(preview.id, preview);
    this.size += preview.size;
    for (const [id, oldest] of this.previews) {
      if (this.size <= MOST_CHARACTERS && this.previews.size <= MOST_PREVIEWS) break;
      if (id === preview.id) break;
      this.previews.delete(id);
      this.size -= oldest.size;
    }
  }

  preview(id: string, analyzerArn: string): AccessPreview {
    const analyzer = this.analyzerOf(analyzerArn);
    const preview = this.previews.get(id);
    if (preview?.analyzer !== analyzer.name) throw resourceNotFound("access preview", id);
    return preview;
  }
}

export const ANALYZER_ARN = /[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:analyzer\/.{1,255}/;

export function analyzerArn(name: string, region: string, account: string): string {
  return `arn:aws:access-analyzer:${region}:${account}:analyzer/${name}`;
}
