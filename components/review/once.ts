import type { MouseEvent } from 'react'

/** The second click of a double click would answer for the next item, which nobody has read. */
export const once = (act: () => void) => (event: MouseEvent) => {
  if (event.detail < 2) act()
}
