/** Which texts of a sample a count opens: those that a task's raters answered so. */
export function readChosen({
  task,
  said,
}: Record<string, string | string[] | undefined>): { task: string; pattern: string } | null {
  return typeof task === 'string' && typeof said === 'string' ? { task, pattern: said } : null
}
