import { startTransition, useEffect, useState } from 'react'

/** Blocks that stand in the page at once, and beyond the step that is looked at. */
const FIRST = 24

/** How many blocks are drawn: those of the first screen and up to the one that is looked at, then the rest when the page is at rest. */
export function useFirstBlocks(of: object, count: number, current: number): number {
  const [whole, setWhole] = useState<object | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setWhole(of)), 0)
    return () => clearTimeout(timer)
  }, [of])
  return whole === of ? count : Math.min(count, Math.max(0, current) + FIRST)
}
