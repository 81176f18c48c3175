/** "93.0 %", one digit, with a thin no-break space. */
export const percent = (share: number) => `${(share * 100).toFixed(1)} %`

/** "86.3 to 96.6" */
export const percentRange = ({ low, high }: { low: number; high: number }) =>
  `${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)}`
