import type { ApiOperation, OperationAnswer } from "../transport/operation.ts";
import type { World } from "../world.ts";
import { readUsageQuery, summaryQuery, type UsageQuery } from "./usage-query.ts";
import { usageRows } from "./usage-rows.ts";

/** What a client did: start a query, poll for its rows. */
export function usageOperations({ clients, usage, log, options, clock }: World): ApiOperation[] {
  const usageRoute = "/api/v2/oauth/clients/{clientId}/usage";

  const start = (clientId: string, query: UsageQuery): OperationAnswer => {
    const { body } = clients.requireVisible(clientId);
    const rows = usageRows(
      {
        clientId,
        clientName: body.name,
        organizationId: options.organization.id,
        log: log.all(),
        seeds: options.seed.usage ?? [],
      },
      query,
    );
    const executionId = usage.start(clientId, rows);
    const resultsUri = `/api/v2/oauth/clients/${clientId}/usage/query/results/${executionId}`;
    return { body: { executionId, resultsUri } };
  };

  return [
    {
      kind: "api",
      method: "POST",
      route: `${usageRoute}/query`,
      permission: "oauth:client:view",
      answers: "UsageExecutionResult",
      handle: ({ param, body }) => start(param("clientId"), readUsageQuery(body)),
    },
    {
      kind: "api",
      method: "GET",
      route: `${usageRoute}/summary`,
      permission: "oauth:client:view",
      answers: "UsageExecutionResult",
      handle: ({ param, query }) => start(param("clientId"), summaryQuery(query.get("days"), clock.now())),
    },
    {
      kind: "api",
      method: "GET",
      route: `${usageRoute}/query/results/{executionId}`,
      permission: "oauth:client:view",
      answers: "ApiUsageQueryResult",
      handle({ param, query }) {
        clients.requireVisible(param("clientId"));
        return { body: usage.poll(param("clientId"), param("executionId"), query.get("after")) };
      },
    },
  ];
}
