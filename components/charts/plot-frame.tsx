'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ScrollBox } from '../ui/scroll-box'

/** Until the browser has said how wide it is, and for readers without scripts. */
const WIDTH = 640
const NARROWEST = 260

interface PlotFrameProps {
  /** What it shows, in a sentence: all that those hear who do not see it, before the table. */
  label: string
  height: number | ((width: number) => number)
  /** What it cannot do with less of; in a narrower place it scrolls. */
  least?: number
  children: (width: number) => ReactNode
}

/** The drawing area of a plot, as wide as its place is: letters and lines keep their size on a phone. */
export function PlotFrame({ label, height, least = NARROWEST, children }: PlotFrameProps) {
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState(WIDTH)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setPlace(Math.floor(entry.contentRect.width))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const width = Math.max(least, place)
  const tall = typeof height === 'number' ? height : height(width)
  const drawing = (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={tall}
      viewBox={`0 0 ${width} ${tall}`}
      className={width > place ? 'block font-sans' : 'block max-w-full font-sans'}
    >
      {children(width)}
    </svg>
  )
  return (
    <div ref={box} className="min-w-0 overflow-hidden">
      {width > place ? <ScrollBox label={label}>{drawing}</ScrollBox> : drawing}
    </div>
  )
}
