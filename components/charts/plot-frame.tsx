'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'

/** Until the browser has said how wide it is, and for readers without scripts. */
const WIDTH = 640
const NARROWEST = 260

interface PlotFrameProps {
  /** What it shows, in a sentence: all that those hear who do not see it, before the table. */
  label: string
  height: number | ((width: number) => number)
  children: (width: number) => ReactNode
}

/** The drawing area of a plot, as wide as its place is: letters and lines keep their size on a phone. */
export function PlotFrame({ label, height, children }: PlotFrameProps) {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(WIDTH)
  useEffect(() => {
    const place = box.current
    if (!place) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(NARROWEST, Math.floor(entry.contentRect.width)))
    })
    observer.observe(place)
    return () => observer.disconnect()
  }, [])
  const tall = typeof height === 'number' ? height : height(width)
  return (
    <div ref={box} className="min-w-0 overflow-hidden">
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={tall}
        viewBox={`0 0 ${width} ${tall}`}
        className="block max-w-full font-sans"
      >
        {children(width)}
      </svg>
    </div>
  )
}
