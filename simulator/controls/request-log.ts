/** One request that reached the simulator. Never holds headers, bodies or secrets. */
export interface RequestLogEntry {
  method: string;
  /** With the query, e.g. `/api/v2/oauth/clients?pageNumber=2`. */
  path: string;
  /** Template, e.g. `/api/v2/oauth/clients/{clientId}`. The path itself if no operation matched. */
  route: string;
  /** HTTP status of the answer. 0 if a fault left the request without an answer. */
  status: number;
  /** Time of arrival in epoch milliseconds of the simulator's clock. */
  at: number;
  /** Milliseconds of real time until the answer was ready. */
  durationMs: number;
  /** Client id behind the bearer token, if the token was valid. */
  tokenLogin?: string;
}

/** Which requests to count. A field that is left out matches everything. */
export interface RequestLogFilter {
  method?: string;
  route?: string;
  status?: number;
}

/** Every request since the start, in the order of the answers. An entry exists before its answer is sent. */
export interface RequestLog {
  all(): readonly RequestLogEntry[];
  count(filter?: RequestLogFilter): number;
  /** Removes all entries. Usage rows are computed from the log, so they start again too. */
  clear(): void;
  /** Requests per operation, e.g. `{"POST /api/v2/oauth/clients": 2}`. */
  table(): Record<string, number>;
}

/** Builds the log, with the `add` that only the pipeline uses. */
export function createRequestLog(): RequestLog & { add(entry: RequestLogEntry): void } {
  let entries: RequestLogEntry[] = [];
  return {
    add: (entry) => {
      entries.push(entry);
    },
    all: () => entries,
    count: ({ method, route, status } = {}) =>
      entries.filter(
        (entry) =>
          (method === undefined || entry.method === method) &&
          (route === undefined || entry.route === route) &&
          (status === undefined || entry.status === status),
      ).length,
    clear: () => {
      entries = [];
    },
    table() {
      const counts: Record<string, number> = {};
      for (const { method, route } of entries) {
        const operation = `${method} ${route}`;
        counts[operation] = (counts[operation] ?? 0) + 1;
      }
      return counts;
    },
  };
}
