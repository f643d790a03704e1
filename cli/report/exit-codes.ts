/** Exit codes of the commands that report findings. The engine also uses 7 for unexpected changes. */
export const EXIT_CODES = { fine: 0, findings: 7, broken: 1, usage: 2 } as const;
