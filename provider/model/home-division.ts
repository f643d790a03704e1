/** Whether a role leaves out `divisionId`, which means the home division. Expects checked news. */
export function leavesDivisionOut({ roles }: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(roles) && roles.some(isWithoutDivision);
}

/** The news with the home division written into every role that leaves out `divisionId`. */
export function withHomeDivision(
  news: Readonly<Record<string, unknown>>,
  homeDivisionId: string,
): Readonly<Record<string, unknown>> {
  if (!Array.isArray(news.roles)) return news;
  const roles = news.roles.map((role: unknown) =>
    isWithoutDivision(role) ? { ...role, divisionId: homeDivisionId } : role,
  );
  return { ...news, roles };
}

function isWithoutDivision(role: unknown): role is object {
  if (typeof role !== "object" || role === null) return false;
  return !("divisionId" in role) || role.divisionId === undefined || role.divisionId === null;
}
