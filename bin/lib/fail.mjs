/** Ends with words instead of a stack: a start that fails says what to do. PLUMBLINE_DEBUG=1 shows the stack too. */
export function fail(error) {
  console.error(`\n✕ ${error?.message ?? error}`)
  if (process.env.PLUMBLINE_DEBUG === '1') console.error(error?.stack)
  process.exit(1)
}
