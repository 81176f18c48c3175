/** Calls begun in each of the last minutes, as a line; its numbers are its label. */
export function RateLine({ rate }: { rate: number[] }) {
  const most = Math.max(...rate, 1)
  const points = rate.map((n, at) => `${(at / Math.max(1, rate.length - 1)) * 150},${28 - (n / most) * 26}`).join(' ')
  return (
    <svg
      viewBox="0 0 150 30"
      role="img"
      aria-label={`Calls begun a minute, the last ${rate.length} minutes: ${rate.join(', ')}`}
      className="my-0.5 block h-[30px] w-[150px]"
    >
      <title>{`The last ${rate.length} minutes`}</title>
      <polyline points={points} fill="none" stroke="var(--ink-2)" strokeWidth="1.5" />
    </svg>
  )
}
